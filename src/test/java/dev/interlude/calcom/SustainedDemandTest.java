package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.Budget;
import dev.interlude.calcom.budget.Priority;
import dev.interlude.calcom.budget.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Of 120 calls a minute, with as much to do as there can be,")
class SustainedDemandTest {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MINUTES = 12;
    private static final long STEP_MILLIS = 50;
    private static final Map<Priority, Duration> PATIENCE = Map.of(
            Priority.COMPENSATE, Duration.ofSeconds(20),
            Priority.CANCEL, Duration.ofSeconds(10),
            Priority.BOOK, Duration.ofSeconds(8),
            Priority.SEARCH, Duration.ofSeconds(14),
            Priority.SYNC, Duration.ofSeconds(60));

    private final MovedClock clock = new MovedClock();
    private final Allowance allowance = Allowance.of(120, PERIOD, 50);
    private final TreeMap<Long, Integer> counted = new TreeMap<>();
    private final TreeMap<Long, List<Runnable>> answers = new TreeMap<>();
    private final List<Waits> waiting = new ArrayList<>();
    private final Map<Priority, Integer> refused = new EnumMap<>(Priority.class);
    private final Map<Priority, Long> longest = new EnumMap<>(Priority.class);
    private long begin;
    private int late;

    private record Waits(Budget budget, Turn turn) {}

    @ParameterizedTest(name = "{0} nodes, searches in {1} % of the time, {2} % of the answers late, seed {3}")
    @CsvSource({"1, 0, 1, 1", "1, 100, 1, 2", "1, 50, 1, 3", "2, 0, 1, 4", "2, 100, 1, 5", "2, 50, 1, 6", "3, 20, 1, 7"
    })
    @DisplayName(
            "at least 110 are used in each from the third on, never more than 120 in any, and no booking waits long:")
    void used(int nodes, int searching, int late, long seed) {
        this.late = late;
        useUp(nodes, searching, seed);
        for (var minute = 2; minute < MINUTES; minute++) {
            assertThat(sent(minute)).as("calls in minute " + minute).isGreaterThanOrEqualTo(110);
        }
        assertThat(refused).doesNotContainKeys(Priority.COMPENSATE, Priority.BOOK);
        assertThat(longest.get(Priority.COMPENSATE)).isLessThan(6_000);
        assertThat(longest.get(Priority.BOOK)).isLessThan(8_000);
    }

    @Test
    @DisplayName("at least 100 are used in each though most answers are late, and never more than 120 in any")
    void late() {
        late = 60;
        useUp(2, 50, 8);
        for (var minute = 2; minute < MINUTES; minute++) {
            assertThat(sent(minute)).as("calls in minute " + minute).isGreaterThanOrEqualTo(100);
        }
        assertThat(refused).doesNotContainKeys(Priority.COMPENSATE, Priority.BOOK);
    }

    private void useUp(int nodes, int searching, long seed) {
        var shared = new CallsInMemory(allowance, clock);
        var budgets = new ArrayList<Budget>();
        for (var i = 0; i < nodes; i++) {
            budgets.add(new Budget("salon", allowance, PATIENCE, shared, clock));
        }
        var chance = new Random(seed);
        begin = clock.millis();
        while (clock.millis() < begin + MINUTES * PERIOD.toMillis()) {
            clock.forward(STEP_MILLIS);
            due();
            for (var one : List.copyOf(waiting)) {
                waiting.remove(one);
                go(one.budget, one.turn, chance);
            }
            demand(budgets.get(chance.nextInt(nodes)), searching, chance);
        }
        assertThat(fullest()).as("calls in the fullest minute of Cal.com's").isLessThanOrEqualTo(120);
    }

    /** Comparing never ends; searches come in waves; 15 bookings of two segments a minute, and now and then one is undone. */
    private void demand(Budget budget, int searching, Random chance) {
        var comparing = waiting.stream()
                .filter(one -> one.turn.priority() == Priority.SYNC)
                .count();
        if (comparing < 10) {
            ask(budget, Priority.SYNC, chance);
        }
        if ((clock.millis() - begin) / 20_000 % 100 * 37 % 100 < searching && chance.nextInt(10) == 0) {
            ask(budget, Priority.SEARCH, chance);
        }
        if (chance.nextInt(80) == 0) {
            ask(budget, Priority.BOOK, chance);
            ask(budget, Priority.BOOK, chance);
        }
        if (chance.nextInt(800) == 0) {
            ask(budget, Priority.COMPENSATE, chance);
            ask(budget, Priority.COMPENSATE, chance);
        }
    }

    private void ask(Budget budget, Priority priority, Random chance) {
        try {
            went(budget, budget.begin(priority), chance);
        } catch (CalcomTrouble trouble) {
            refused.merge(priority, 1, Integer::sum);
        }
    }

    private void go(Budget budget, Turn turn, Random chance) {
        try {
            went(budget, budget.ask(turn), chance);
        } catch (CalcomTrouble trouble) {
            refused.merge(turn.priority(), 1, Integer::sum);
        }
    }

    /** Most calls are counted within a tenth of a second, and answered within a fifth; the late ones take seconds. */
    private void went(Budget budget, Turn turn, Random chance) {
        if (turn.waits()) {
            waiting.add(new Waits(budget, turn));
            return;
        }
        longest.merge(turn.priority(), clock.millis() - turn.askedAt(), Math::max);
        var travel = chance.nextInt(100) < late ? chance.nextInt(5_000) : chance.nextInt(100);
        counted.merge(clock.millis() + travel, 1, Integer::sum);
        answers.computeIfAbsent(clock.millis() + travel + 100, at -> new ArrayList<>())
                .add(() -> budget.answered(Duration.ofMillis(travel + 100L)));
    }

    private void due() {
        while (!answers.isEmpty() && answers.firstKey() <= clock.millis()) {
            answers.pollFirstEntry().getValue().forEach(Runnable::run);
        }
    }

    private int fullest() {
        var window = new FixedWindow(PERIOD.toMillis());
        counted.forEach((at, calls) -> {
            for (var i = 0; i < calls; i++) {
                window.hit(at);
            }
        });
        return window.most();
    }

    private int sent(int minute) {
        var from = begin + minute * PERIOD.toMillis();
        return counted.subMap(from, from + PERIOD.toMillis()).values().stream()
                .mapToInt(calls -> calls)
                .sum();
    }
}
