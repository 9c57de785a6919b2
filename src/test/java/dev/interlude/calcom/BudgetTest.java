package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.availability.slots.SlotRead;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.Budget;
import dev.interlude.calcom.budget.BudgetMeters;
import dev.interlude.calcom.budget.Budgets;
import dev.interlude.calcom.budget.Priority;
import dev.interlude.calcom.budget.RateLimits;
import dev.interlude.calcom.budget.RateLimits.Named;
import dev.interlude.calcom.budget.SharedCalls;
import dev.interlude.calcom.budget.Turn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The budget of an account of 120 calls a minute")
class BudgetTest {

    private static final Map<Priority, Duration> PATIENCE = Arrays.stream(Priority.values())
            .collect(Collectors.toMap(Function.identity(), p -> Duration.ofSeconds(30)));

    private final MovedClock clock = new MovedClock();
    private final Allowance allowance = Allowance.of(120, Duration.ofMinutes(1), null);
    private final CountedCalls shared = new CountedCalls(new CallsInMemory(allowance, clock));
    private final Budget here = new Budget("salon", allowance, PATIENCE, shared, clock);
    private final Budget there = new Budget("salon", allowance, PATIENCE, shared, clock);

    @Test
    @DisplayName("counts a call for a minute, a quarter of a second, and the second until most are counted there")
    void figures() {
        assertThat(allowance.calls()).isEqualTo(119);
        assertThat(allowance.capacity()).isEqualTo(24);
        assertThat(allowance.window()).isEqualTo(Duration.ofMillis(61_250));
        assertThat(allowance.floor(Priority.SYNC, 119)).isEqualTo(15);
        assertThat(allowance.floor(Priority.SEARCH, 119)).isEqualTo(10);
        assertThat(allowance.floor(Priority.BOOK, 119)).isEqualTo(5);
        assertThat(allowance.floor(Priority.COMPENSATE, 119)).isZero();
    }

    @Test
    @DisplayName("leaves the last part to those who come first")
    void floors() {
        assertThat(drain(Priority.SYNC)).isEqualTo(11);
        assertThat(drain(Priority.SEARCH)).isEqualTo(5);
        assertThat(drain(Priority.BOOK)).isEqualTo(4);
        assertThat(drain(Priority.CANCEL)).isEqualTo(2);
        assertThat(drain(Priority.COMPENSATE)).isEqualTo(2);
        assertThat(here.left()).isLessThanOrEqualTo(24);
        assertThat(shared.inner.take(1).granted()).isZero();
    }

    @Test
    @DisplayName("reserves less the more is spent, and for the next call of a higher priority always")
    void lending() {
        assertThat(allowance.floor(Priority.SYNC, 60)).isEqualTo(7);
        assertThat(allowance.floor(Priority.SYNC, 0)).isEqualTo(3);
        assertThat(allowance.floor(Priority.SEARCH, 0)).isEqualTo(2);
        assertThat(allowance.floor(Priority.BOOK, 0)).isEqualTo(1);
        assertThat(allowance.floor(Priority.CANCEL, 0)).isZero();
    }

    @Test
    @DisplayName("counts a call from its answer if that was late: Cal.com may have counted it late")
    void late() {
        here.begin(Priority.BOOK);
        clock.forward(5_000);
        here.answered(Duration.ofSeconds(5));

        clock.forward(allowance.windowMillis() - 5_000);
        assertThat(shared.inner.take(0).unspent())
                .as("when it was sent a window ago")
                .isLessThan(119);
        clock.forward(5_000 + allowance.stepMillis());
        assertThat(shared.inner.take(0).unspent())
                .as("when it was answered a window ago")
                .isEqualTo(119);
    }

    @Test
    @DisplayName("counts a call once, however late its answer is")
    void once() {
        here.begin(Priority.BOOK);
        var before = shared.inner.take(0).unspent();

        clock.forward(allowance.travel().toMillis() + 1);
        here.answered(allowance.travel());
        here.answered(allowance.travel().plusMillis(1));

        assertThat(shared.inner.take(0).unspent()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "counts for a search all calls that can go until its caller must be answered, of a long wait nearly all")
    void affordable() {
        drain(Priority.COMPENSATE);
        var budgets = new Budgets(Map.of("salon", here), new BudgetMeters(new SimpleMeterRegistry(), clock));
        clock.forward(13_000); // as much as is kept for those who come before searches has flown in by now
        var read = List.of(new SlotRead("salon", 101, LocalDate.EPOCH, LocalDate.EPOCH));
        var inTenSeconds = here.within(Priority.SEARCH, Duration.ofSeconds(10));

        assertThat(inTenSeconds).isGreaterThan(12);
        assertThat(budgets.affordable(read, Duration.ofSeconds(10)).calls())
                .isEqualTo(here.within(Priority.SEARCH, Duration.ofMillis(8_500)))
                .isGreaterThan(inTenSeconds * 3 / 4);
        assertThat(budgets.affordable(read, Duration.ofSeconds(2)).calls())
                .isEqualTo(here.within(Priority.SEARCH, Duration.ofSeconds(1)));
    }

    @Test
    @DisplayName("lets a compensation overtake those who wait already")
    void overtaking() {
        drain(Priority.COMPENSATE);
        var search = here.begin(Priority.SEARCH);
        var book = here.begin(Priority.BOOK);
        var compensation = here.begin(Priority.COMPENSATE);
        assertThat(List.of(search, book, compensation)).allMatch(Turn::waits);

        clock.forward(900);

        assertThat(here.ask(search).waits()).isTrue();
        assertThat(here.ask(book).waits()).isTrue();
        assertThat(here.ask(compensation).waits()).isFalse();
    }

    @Test
    @DisplayName("refuses at once who would have to wait for longer than its patience, and says for how long")
    void refusal() {
        drain(Priority.COMPENSATE);
        var hasty = new Budget("salon", allowance, Map.of(Priority.SEARCH, Duration.ofSeconds(3)), shared, clock);

        assertThatThrownBy(() -> hasty.begin(Priority.SEARCH)).isInstanceOfSatisfying(CalcomTrouble.class, refused -> {
            assertThat(refused.trouble().kind()).isEqualTo(Kind.OVER_BUDGET);
            assertThat(refused.trouble().sent()).isFalse();
            assertThat(refused.trouble().retryAfterSeconds()).isEqualTo(6);
        });
        assertThat(hasty.waiting()).isZero();
    }

    @Test
    @DisplayName(
            "asks the database once for several calls while there is plenty, and for no more than are needed when there is not")
    void slices() {
        for (int i = 0; i < 8; i++) {
            assertThat(here.begin(Priority.BOOK).waits()).isFalse();
        }
        assertThat(shared.asked).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            here.begin(Priority.BOOK);
        }
        var before = here.left();
        here.begin(Priority.BOOK);
        assertThat(before - here.left()).isEqualTo(1);
    }

    @Test
    @DisplayName("tells how many calls of a class can go within a time, before any of them goes")
    void within() {
        assertThat(here.within(Priority.SEARCH, Duration.ZERO)).isEqualTo(24 - 10);
        var went = 0;
        while (!here.begin(Priority.SEARCH).waits()) {
            went++;
        }
        assertThat(went).isEqualTo(16);
        assertThat(here.within(Priority.SEARCH, Duration.ZERO)).isZero();
        assertThat(here.within(Priority.BOOK, Duration.ZERO)).isEqualTo(4);
        assertThat(here.within(Priority.SEARCH, Duration.ofSeconds(10))).isEqualTo(14);
        here.correct(new RateLimits(List.of(new Named("default", 0, 60))), true);
        assertThat(here.within(Priority.SEARCH, Duration.ofSeconds(10)))
                .as("blocked")
                .isZero();
    }

    @Test
    @DisplayName("does not use what it took out a while ago")
    void stale() {
        here.begin(Priority.BOOK);
        clock.forward(1_001);
        var asked = shared.asked;
        here.begin(Priority.BOOK);
        assertThat(shared.asked).isEqualTo(asked + 1);
    }

    @Test
    @DisplayName("lets nothing go while Cal.com blocks, on any node, whatever its class; then goes on slowly")
    void blocked() {
        here.begin(Priority.BOOK);
        here.correct(new RateLimits(List.of(new Named("default", 0, 20))), true);
        assertThat(here.blockedSeconds()).isBetween(19.0, 21.0);

        var first = here.begin(Priority.COMPENSATE);
        assertThat(first.waits()).isTrue();
        assertThat(there.begin(Priority.COMPENSATE).waits()).isTrue();
        for (int i = 0; i < 199; i++) {
            clock.forward(100);
            assertThat(here.ask(first).waits()).isTrue();
        }
        clock.forward(1_500);
        assertThat(here.ask(first).waits()).isFalse();
        assertThat(here.left()).isLessThan(2);
    }

    @Test
    @DisplayName("counts one block once, however many answers tell of it")
    void blockedOnce() {
        var told = new RateLimits(List.of(new Named("default", 0, 20)));
        here.correct(told, true);
        here.correct(told, true);
        there.correct(told, true);
        assertThat(there.blockedSeconds()).isBetween(19.0, 21.0);
    }

    @Test
    @DisplayName("is lowered when somebody else uses the account too, and not when only we do")
    void corrected() {
        here.begin(Priority.BOOK);
        var ours = shared.inner.take(0).unspent();
        here.correct(new RateLimits(List.of(new Named("default", 119, 60))), false);
        assertThat(shared.inner.take(0).unspent()).isEqualTo(ours);

        here.correct(new RateLimits(List.of(new Named("default", 90, 60))), false);
        assertThat(shared.inner.take(0).unspent()).isEqualTo(90);
    }

    @Test
    @DisplayName("believes the most generous of several limits, as Cal.com refuses only when all are used up")
    void severalLimits() {
        var limits = RateLimits.of(Map.of(
                "X-RateLimit-Limit-Short", "5",
                "X-RateLimit-Remaining-Short", "0",
                "X-RateLimit-Reset-Short", "1",
                "x-ratelimit-remaining-long", "800",
                "x-ratelimit-reset-long", "30"));
        assertThat(limits.limits()).hasSize(2);
        assertThat(limits.reset()).isEqualTo("1");
        here.correct(limits, false);
        assertThat(here.left()).isEqualTo(24);
        assertThat(RateLimits.of(Map.of("X-RateLimit-Reset-Default", "soon")).reset())
                .isNull();
    }

    /** Takes all that a class may have, by way of a third node. */
    private int drain(Priority priority) {
        var third = new Budget("salon", allowance, PATIENCE, shared, clock);
        var went = 0;
        while (!third.begin(priority).waits()) {
            went++;
        }
        return went;
    }

    /** Counts how often the database would have been asked. */
    private static final class CountedCalls implements SharedCalls {
        private final SharedCalls inner;
        private int asked;

        CountedCalls(SharedCalls inner) {
            this.inner = inner;
        }

        @Override
        public State change(Operation operation) {
            return inner.change(operation);
        }

        @Override
        public State take(int calls) {
            asked++;
            return inner.take(calls);
        }
    }
}
