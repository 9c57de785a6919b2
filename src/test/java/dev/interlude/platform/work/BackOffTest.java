package dev.interlude.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("After a failure the wait is")
class BackOffTest {

    @Property
    @Label("at least half of the doubled wait, never longer than it or than the longest")
    void bounds(
            @ForAll @IntRange(min = 1, max = 1_000) int failures,
            @ForAll @LongRange(min = 2, max = 60_000) long first,
            @ForAll @LongRange(min = 2, max = 3_600_000) long longest) {
        var rest = new BackOff(Duration.ofMillis(first), Duration.ofMillis(longest)).after(failures);

        var whole = Math.min(longest, first * (1L << Math.min(failures - 1, 20)));
        assertThat(rest.toMillis()).isBetween(whole / 2, whole);
    }
}
