package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("The times of a series")
class SeriesTimesPropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 500)
    @Label("are the same by the clock on the wall on every day, however the first was written, for each segment")
    void kept(
            @ForAll @LongRange(min = 29_454_000, max = 31_032_000) long minute,
            @ForAll @IntRange(min = 30, max = 600) int later,
            @ForAll @IntRange(min = 1, max = 731) int days,
            @ForAll @IntRange(max = 3) int where) {
        var zone = ZoneId.of(List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
                .get(where));
        var start = Instant.ofEpochSecond(minute * 60);
        var style = start.plusSeconds(later * 60L);
        ObjectNode booking = JSON.createObjectNode().put("start", start.toString());
        booking.putArray("segments").addObject().put("start", style.toString()).put("end", "2026-13-45T00:00:00");
        var series = UUID.randomUUID();

        var times = new SeriesTimes(booking, zone, series);
        var shifted = times.on(times.first().plusDays(days));

        assertThat(LocalDateTime.parse(shifted.path("start").asText()))
                .isEqualTo(LocalDateTime.ofInstant(start, zone).plusDays(days));
        assertThat(LocalDateTime.parse(shifted.at("/segments/0/start").asText()))
                .isEqualTo(LocalDateTime.ofInstant(style, zone).plusDays(days));
        assertThat(shifted.at("/segments/0").has("end")).isFalse();
        assertThat(shifted.path("timeZone").asText()).isEqualTo(zone.getId());
        assertThat(shifted.path("seriesId").asText()).isEqualTo(series.toString());
        assertThat(times.on(times.first()).path("start").asText())
                .as("the first as it was written")
                .isEqualTo(start.toString());
    }
}
