package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.BookingStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A series as it is stored.
 *
 * @param decided whether every occurrence is decided
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

        /** Its status in the HTTP interface: {@code BOOKED}, or the booking's current status. */
        String statusName() {
            if (skipped) {
                return "SKIPPED";
            }
            return booking != null ? status.name() : problem != null ? "CONFLICT" : BookingStatus.BOOKING.name();
        }

        boolean cancelPending() {
            return status == BookingStatus.CANCEL_PENDING;
        }
    }

    public Series with(List<Occurrence> others) {
        return new Series(id, mode, decided, service, timeZone, createdAt, others);
    }

    /** Whether it is still being booked. */
    public boolean isRunning() {
        return status().equals(BookingStatus.BOOKING.name());
    }

    /** The state of the whole: REFUSED if nothing is booked and nothing will be. */
    String status() {
        var none = occurrences.stream()
                .filter(o -> !o.skipped())
                .allMatch(o -> o.status() == BookingStatus.COMPENSATED || o.problem() != null);
        return none ? "REFUSED" : (decided ? BookingStatus.BOOKED : BookingStatus.BOOKING).name();
    }
}
