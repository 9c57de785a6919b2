package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.catalog.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The steps of a search, counted and not timed,")
class SearchGrowthTest {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final Pause PAUSE = new Pause(15, 60, 30);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("grow with the slots of each segment and never faster:")
    void linear(Order order) {
        for (int days = 4; days <= 32; days *= 2) {
            var half = steps(order, 5, days, PAUSE);
            var whole = steps(order, 5, days * 2, PAUSE);
            assertThat((double) whole / half).as(days + " days doubled").isBetween(1.5, 2.1);
        }
    }

    @Test
    @DisplayName("do not grow with the length of the pauses")
    void pauses() {
        var narrow = steps(Order.SHORTEST, 5, 31, PAUSE);
        var wide = steps(Order.SHORTEST, 5, 31, new Pause(0, 24 * 60, 30));

        assertThat((double) wide / narrow).isLessThan(1.3);
    }

    @Test
    @DisplayName("grow with the pairs of staff who may follow each other and not faster")
    void staff() {
        assertThat((double) steps(Order.SHORTEST, 10, 31, PAUSE) / steps(Order.SHORTEST, 5, 31, PAUSE))
                .isLessThan(4);
    }

    private static long steps(Order order, int staff, int days, Pause pause) {
        var salon = SearchBench.salon(staff, days, pause);
        var weights = Weights.of(order);
        var idle = weights.needsIdle() ? new IdleTime(salon.service(), salon.slots(), Diary.blank(Salon.BERLIN)) : null;
        long from = BEGIN.getEpochSecond();
        return OfferSearch.stages(
                        Choice.of(salon.service(), Optional.empty(), Map.of()),
                        weights,
                        salon.slots(),
                        from,
                        from + Duration.ofDays(days).toSeconds() - 1,
                        idle)
                .steps();
    }
}
