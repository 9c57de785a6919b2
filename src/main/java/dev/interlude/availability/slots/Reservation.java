package dev.interlude.availability.slots;

import java.time.Instant;

/**
 * A time that Cal.com hides from all slots for a while. Not binding: bookings ignore it.
 *
 * @param until when it is forgotten
 */
public record Reservation(String uid, long eventTypeId, Instant start, Instant end, Instant until) {}
