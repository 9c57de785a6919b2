package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.Budget;
import dev.interlude.calcom.budget.Priority;
import dev.interlude.calcom.budget.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("Whatever is asked for, by whom and when,")
class BudgetPropertyTest {

    private static final Map<Priority, Duration> PATIENCE =
            Arrays.stream(Priority.values()).collect(Collectors.toMap(Function.identity(), p -> Duration.ofSeconds(5)));

    @Property(tries = 300)
    @Label("no window of Cal.com's sees more calls than it allows, with nodes that hold slices and calls that travel")
    void neverTooMany(
            @ForAll @IntRange(min = 2, max = 300) int calls,
            @ForAll @IntRange(min = 5, max = 120) int seconds,
            @ForAll @IntRange(min = 1, max = 4) int nodes,
            @ForAll @IntRange(min = 1, max = 100) int load,
            @ForAll @LongRange(min = 0) long seed) {
        var clock = new MovedClock();
        var period = Duration.ofSeconds(seconds);
        var allowance = Allowance.of(calls, period, null);
        var shared = new CallsInMemory(allowance, clock);
        var budgets = new ArrayList<Budget>();
        for (int i = 0; i < nodes; i++) {
            budgets.add(new Budget("salon", allowance, PATIENCE, shared, clock));
        }
        var chance = new Random(seed);
        var window = new FixedWindow(period.toMillis());
        var travelling = new PriorityQueue<Long>();
        var longestTravel = allowance.travel().toMillis();
        var answers = new PriorityQueue<Answer>(Comparator.comparing(Answer::at));
        var waiting = new ArrayList<Waits>();
        var end = clock.millis() + 4 * period.toMillis();
        while (clock.millis() < end) {
            // Silence, trickles and storms, so that windows begin at any moment of the bucket's life.
            clock.forward(chance.nextInt(10) == 0 ? chance.nextLong(period.toMillis()) : chance.nextInt(200));
            for (int i = chance.nextInt(load + 1); i > 0; i--) {
                var budget = budgets.get(chance.nextInt(nodes));
                var priority = Priority.values()[chance.nextInt(Priority.values().length)];
                go(budget, () -> budget.begin(priority), waiting, travelling, answers, clock, longestTravel, chance);
            }
            for (var one : List.copyOf(waiting)) {
                waiting.remove(one);
                go(
                        one.budget,
                        () -> one.budget.ask(one.turn),
                        waiting,
                        travelling,
                        answers,
                        clock,
                        longestTravel,
                        chance);
            }
            while (!answers.isEmpty() && answers.peek().at <= clock.millis()) {
                var answer = answers.poll();
                answer.budget.answered(answer.after);
            }
            while (!travelling.isEmpty() && travelling.peek() <= clock.millis()) {
                window.hit(travelling.poll());
            }
        }
        assertThat(window.most()).isLessThanOrEqualTo(calls);
    }

    private record Waits(Budget budget, Turn turn) {}

    private record Answer(Budget budget, long at, Duration after) {}

    private static void go(
            Budget budget,
            java.util.function.Supplier<Turn> asked,
            List<Waits> waiting,
            Queue<Long> travelling,
            Queue<Answer> answers,
            MovedClock clock,
            long longestTravel,
            Random chance) {
        try {
            var turn = asked.get();
            if (turn.waits()) {
                waiting.add(new Waits(budget, turn));
            } else {
                var late = chance.nextInt(20) == 0;
                var travel = chance.nextLong((late ? 10 : 1) * longestTravel + 1);
                travelling.add(clock.millis() + travel);
                answers.add(new Answer(budget, clock.millis() + travel, Duration.ofMillis(travel)));
            }
        } catch (CalcomTrouble refused) {
            assertThat(refused.trouble().sent()).isFalse();
            assertThat(refused.trouble().retryAfterSeconds()).isPositive();
        }
    }
}
