package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A series as it is stored.
 *
 * @param decided whether it is known of every occurrence what has become of it
 */
public record Series(
        UUID id,
        String mode,
        boolean decided,
        String service,
        String timeZone,
        Instant createdAt,
        List<Occurrence> occurrences) {

    /**
     * @param skipped an exception
     * @param booking its booking, or null
     * @param status where that stands
     * @param problem why there is none
     */
    public record Occurrence(
            LocalDate day, boolean skipped, UUID booking, BookingStatus status, Instant start, JsonNode problem) {

        /** Its word in the HTTP interface: {@code BOOKED}, or what has become of the booking since. */
        String word() {
            if (skipped) {
                return "SKIPPED";
            }
            return booking != null ? status.name() : problem != null ? "CONFLICT" : BookingStatus.BOOKING.name();
        }

        boolean cancelPending() {
            return status == BookingStatus.CANCEL_PENDING;
        }
    }

    /** Whether it is still being booked. */
    public boolean isRunning() {
        return status().equals(BookingStatus.BOOKING.name());
    }

    /** Where the whole stands: REFUSED when nothing is booked, and nothing will be. */
    String status() {
        var none = occurrences.stream()
                .filter(o -> !o.skipped())
                .allMatch(o -> o.status() == BookingStatus.COMPENSATED || o.problem() != null);
        return none ? "REFUSED" : (decided ? BookingStatus.BOOKED : BookingStatus.BOOKING).name();
    }
}
