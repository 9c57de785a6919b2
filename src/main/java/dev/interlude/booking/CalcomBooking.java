package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.ObservedAttendees;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A booking as Cal.com shows it.
 *
 * @param attendees none where Cal.com hides them
 * @param metadata an object, maybe empty
 * @param movedFrom the uid it had before it was moved, or null
 * @param movedTo the uid it has since it was moved, or null
 * @param createdAt may be null, as may {@code updatedAt}
 */
public record CalcomBooking(
        String uid,
        Status status,
        Instant start,
        Instant end,
        Long eventTypeId,
        ObservedAttendees attendees,
        JsonNode metadata,
        String movedFrom,
        String movedTo,
        Instant createdAt,
        Instant updatedAt) {

    /** What Cal.com says of it. */
    public enum Status {
        /** Waits for its host. */
        PENDING,
        ACCEPTED,
        CANCELLED,
        REJECTED,
        /** Something Cal.com did not have when this was written. */
        UNKNOWN;

        public static Status of(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                return UNKNOWN;
            }
        }

        /** Whether it certainly occupies its host's time. */
        public boolean isAlive() {
            return this == ACCEPTED || this == PENDING;
        }

        /** Whether it certainly no longer does. What is unknown may be alive: it is neither given up nor booked again. */
        public boolean isEnded() {
            return this == CANCELLED || this == REJECTED;
        }
    }

    /** Whether it was certainly made before; Cal.com counts in milliseconds. */
    public boolean isOlderThan(Instant instant) {
        return createdAt != null && createdAt.isBefore(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "SeenBooking[" + uid + " " + status + " " + start + "]";
    }
}
