package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.availability.Parsed;
import dev.interlude.availability.WallClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Shifts a request by days, keeping the local time whatever the offset. */
final class SeriesTimes {

    private final JsonNode booking;
    private final ZoneId zone;
    private final UUID series;

    /** @param booking whose times can all be read */
    SeriesTimes(JsonNode booking, ZoneId zone, UUID series) {
        this.booking = booking;
        this.zone = zone;
        this.series = series;
    }

    LocalDate first() {
        return local(booking.path("start").asText()).toLocalDate();
    }

    Instant startOn(LocalDate day) {
        return day.atTime(local(booking.path("start").asText()).toLocalTime())
                .atZone(zone)
                .toInstant();
    }

    /**
     * The booking on another day. The first day stays as written, which keeps a time apart that the clock shows twice.
     */
    JsonNode on(LocalDate day) {
        var days = ChronoUnit.DAYS.between(first(), day);
        ObjectNode shifted = booking.deepCopy();
        shifted.put("timeZone", zone.getId());
        shifted.put("seriesId", series.toString());
        if (days != 0) {
            shift(shifted, days);
            shifted.path("segments").forEach(segment -> shift(((ObjectNode) segment).without("end"), days));
        }
        return shifted;
    }

    private void shift(ObjectNode node, long days) {
        if (node.hasNonNull("start")) {
            node.put("start", local(node.get("start").asText()).plusDays(days).toString());
        }
    }

    private LocalDateTime local(String text) {
        Parsed<Instant> read = WallClock.moment("", text, zone);
        return ((Parsed.Value<Instant>) read).value().atZone(zone).toLocalDateTime();
    }
}
