package dev.interlude.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@DisplayName("What is measured again and again")
class TrendTest {

    private static final int SAMPLES = 60;

    @Test
    @DisplayName("is flat when it only goes up and down")
    void flat() {
        var random = new Random(1);

        assertThat(Gauge.HEAP.isFlat(trend(n -> 90 + random.nextDouble(8)))).isTrue();
    }

    @Test
    @DisplayName("is not flat when it grows beneath its ups and downs")
    void leaks() {
        var random = new Random(1);
        var leaking = trend(n -> 90 + random.nextDouble(8) + n * 0.4);

        assertThat(leaking.growth()).isCloseTo(18, within(3.0));
        assertThat(Gauge.HEAP.isFlat(leaking)).isFalse();
        assertThat(Gauge.THREADS.isFlat(trend(n -> 40 + n * 0.5))).isFalse();
    }

    @Test
    @DisplayName("may fill up in the first quarter, and may shrink")
    void fills() {
        assertThat(Gauge.HEAP.isFlat(trend(n -> Math.min(n, 15) * 6))).isTrue();
        assertThat(Gauge.HEAP.isFlat(trend(n -> 200 - n))).isTrue();
    }

    @Test
    @DisplayName("says nothing when it was measured too seldom")
    void few() {
        assertThatThrownBy(() -> Trend.of(List.of(1.0, 2.0))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Trend trend(IntToDoubleFunction value) {
        return Trend.of(IntStream.range(0, SAMPLES)
                .mapToDouble(value::applyAsDouble)
                .boxed()
                .toList());
    }
}
