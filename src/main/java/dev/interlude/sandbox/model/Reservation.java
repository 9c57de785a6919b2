package dev.interlude.sandbox.model;

import java.time.Duration;
import java.time.Instant;

/** A slot hidden from all slots for some minutes; bookings ignore it. */
public record Reservation(
        String uid,
        int userId,
        long eventTypeId,
        Instant start,
        Instant end,
        Instant until,
        boolean seated,
        int minutes) {

    public int slotMinutes() {
        return (int) Duration.between(start, end).toMinutes();
    }
}
