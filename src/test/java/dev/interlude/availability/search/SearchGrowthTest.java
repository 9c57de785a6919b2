package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The steps of a search, counted and not timed,")
class SearchGrowthTest {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final Pause PAUSE = new Pause(15, 60, 30);
    private static final int EVERY = Integer.MAX_VALUE;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("grow with the slots of each segment and never faster, even when every offer is wanted:")
    void linear(Order order) {
        long half = steps(order, 5, 4, PAUSE, EVERY);
        for (int days = 8; days <= 64; days *= 2) {
            long whole = steps(order, 5, days, PAUSE, EVERY);
            assertThat((double) whole / half)
                    .as("%d days instead of %d", days, days / 2)
                    .isBetween(1.5, 2.1);
            half = whole;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("are few where 20 offers are wanted of a month:")
    void few(Order order) {
        assertThat((double) steps(order, 5, 31, PAUSE, EVERY) / steps(order, 5, 31, PAUSE, 20))
                .isGreaterThan(2);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TIGHTEST")
    @DisplayName("do not grow with the days behind those that have the best there can be:")
    void later(Order order) {
        assertThat((double) steps(order, 5, 62, PAUSE, 20) / steps(order, 5, 7, PAUSE, 20))
                .isBetween(0.8, 1.2);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("do not grow with the length of the pauses:")
    void pauses(Order order) {
        var narrow = steps(order, 5, 31, PAUSE, EVERY);
        var wide = steps(order, 5, 31, new Pause(0, 24 * 60, 30), EVERY);

        assertThat((double) wide / narrow).isLessThan(1.6);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("grow with the staff and not with the pairs of them:")
    void staff(Order order) {
        assertThat((double) steps(order, 10, 14, PAUSE, EVERY) / steps(order, 5, 14, PAUSE, EVERY))
                .isLessThan(2.2);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("of a visit of three services are fewer than the slots of a month for each of its ten arrangements:")
    void visits(Order order) {
        var visit = VisitBench.visit(order, 5, 31);
        var service = visit.query().service();
        long slots = service.segments().stream()
                .flatMap(segment -> segment.eventTypes().values().stream())
                .mapToLong(eventType -> visit.slots().starts(eventType).length)
                .sum();
        assertThat(service.arrangements()).hasSize(10);

        assertThat(steps(visit.query(), visit.slots())).isLessThan(10 * slots);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TIGHTEST")
    @DisplayName("of a visit do not grow with the days behind those that have the best there can be:")
    void visitsOfLater(Order order) {
        var week = VisitBench.visit(order, 5, 7);
        var months = VisitBench.visit(order, 5, 62);

        assertThat((double) steps(months.query(), months.slots()) / steps(week.query(), week.slots()))
                .isBetween(0.8, 1.2);
    }

    private static long steps(Order order, int staff, int days, Pause pause, int limit) {
        var salon = SearchBench.salon(staff, days, pause);
        var end = BEGIN.plus(Duration.ofDays(days));
        var query = new OfferQuery(salon.service(), BEGIN, end, Optional.empty(), order, limit, false);
        return steps(query, salon.slots());
    }

    private static long steps(OfferQuery query, FreeSlots slots) {
        var inputs = SearchInput.ofEach(query, slots, Diary.blank(Salon.BERLIN), Turns.NONE, FreeUnits.ALL);
        OfferSearch.search(query, inputs);
        return inputs.stream().mapToLong(input -> input.steps().taken()).sum();
    }
}
