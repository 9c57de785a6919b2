package dev.interlude.observed;

import java.time.Instant;

/**
 * Which bookings Cal.com is asked for; all but account, take and skip may be null. Sorted by the last change if
 * {@code updatedAfter} is given, else by start; the oldest first.
 *
 * @param from no booking starts before it
 * @param to no booking ends after it
 * @param take 1 to 250
 */
public record CalcomBookingFilter(
        String account,
        Instant updatedAfter,
        Instant from,
        Instant to,
        Long eventTypeId,
        String attendeeEmail,
        int take,
        int skip) {}
