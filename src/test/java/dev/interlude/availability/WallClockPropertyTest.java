package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.search.Salon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

@Label("Any time")
class WallClockPropertyTest {

    @Property(tries = 500)
    @Label("written and read again is the same instant, in summer, winter and between")
    void thereAndBack(@ForAll @LongRange(min = 1_767_225_600, max = 1_861_920_000) long second) {
        var instant = Instant.ofEpochSecond(second);
        for (var zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")) {
            var text = WallClock.written(instant, ZoneId.of(zone));
            assertThat(WallClock.moment("/start", text, Salon.BERLIN)).isEqualTo(new Parsed.Value<>(instant));
        }
    }
}
