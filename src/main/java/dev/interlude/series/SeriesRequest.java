package dev.interlude.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A series as requested.
 *
 * @param allOrNothing otherwise each occurrence is booked or refused on its own
 */
public record SeriesRequest(
        UUID id,
        boolean allOrNothing,
        String service,
        ZoneId timeZone,
        UUID linkedTo,
        Caller caller,
        List<Occurrence> occurrences) {

    /** @param booking as if requested alone; null for an exception: nothing is booked on this day */
    public record Occurrence(int position, LocalDate day, JsonNode booking) {

        public boolean skipped() {
            return booking == null;
        }
    }

    /** What a repeat of the same series carries again for the same occurrence. */
    public UUID requestOf(Occurrence occurrence) {
        return UUID.nameUUIDFromBytes(
                "series %s occurrence %d".formatted(id, occurrence.position()).getBytes(UTF_8));
    }

    /** Books it as a whole. */
    public SeriesAttempt getAttempt() {
        return new SeriesAttempt(this);
    }

    /** Those that are to be booked. */
    public List<Occurrence> wanted() {
        return occurrences.stream().filter(o -> !o.skipped()).toList();
    }
}
