package dev.interlude.availability;

import java.time.Instant;

/**
 * A time that Cal.com hides from everybody's slots for a while. It binds nobody: a booking never looks at it.
 *
 * @param until when it is forgotten
 */
public record Reservation(String uid, long eventTypeId, Instant start, Instant end, Instant until) {}
