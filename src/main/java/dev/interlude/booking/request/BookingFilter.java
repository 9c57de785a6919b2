package dev.interlude.booking.request;

import dev.interlude.booking.BookingStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Which bookings to list, sorted by start; null means any.
 *
 * @param calcomUid of a segment at Cal.com, now or before it was moved
 * @param traceId of a request, delivery or run that changed it; 32 hexadecimal digits
 * @param from starts at or after
 * @param to starts before
 * @param timeZone whose clock they are shown on; null: each on its own
 * @param after the last booking of the page before
 */
public record BookingFilter(
        BookingStatus status,
        String attendeeEmail,
        String service,
        String staff,
        String calcomUid,
        String traceId,
        Instant from,
        Instant to,
        ZoneId timeZone,
        int limit,
        Cursor after) {

    /** A place in the list: right behind this booking. */
    public record Cursor(Instant start, UUID id) {

        /** Seconds to the end of the year 9999, the last that can be written in a request. */
        private static final long FARTHEST = 253_402_300_799L;

        public String text() {
            return start.getEpochSecond() + "." + id;
        }

        /** @throws IllegalArgumentException when the text is no cursor of ours */
        public static Cursor of(String text) {
            var dot = text.indexOf('.');
            if (dot < 0) {
                throw new IllegalArgumentException("no cursor: " + text);
            }
            var second = Long.parseLong(text.substring(0, dot));
            if (second < -FARTHEST || second > FARTHEST) {
                throw new IllegalArgumentException("no time of a booking: " + text);
            }
            return new Cursor(Instant.ofEpochSecond(second), UUID.fromString(text.substring(dot + 1)));
        }
    }
}
