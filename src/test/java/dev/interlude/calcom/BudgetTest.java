package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.RateLimits.Named;
import dev.interlude.calcom.jdbc.StoredCalls;
import java.time.Duration;
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
    private final CountedCalls shared =
            new CountedCalls(StoredCalls.inMemory(allowance, BudgetPropertyTest.meter(clock)));
    private final Budget here = new Budget("salon", allowance, PATIENCE, shared, clock);
    private final Budget there = new Budget("salon", allowance, PATIENCE, shared, clock);

    @Test
    @DisplayName("lets two thirds of the calls flow evenly and a fifth at once")
    void figures() {
        assertThat(allowance.capacity()).isEqualTo(24);
        assertThat(allowance.inflow(60_000)).isBetween(85.0, 90.0);
        assertThat(allowance.floors())
                .containsEntry(Priority.COMPENSATE, 0)
                .containsEntry(Priority.BOOK, 5)
                .containsEntry(Priority.SEARCH, 10)
                .containsEntry(Priority.SYNC, 15);
    }

    @Test
    @DisplayName("leaves the last part to those who come first")
    void floors() {
        assertThat(drain(Priority.SYNC)).isEqualTo(24 - 15);
        assertThat(drain(Priority.SEARCH)).isEqualTo(15 - 10);
        assertThat(drain(Priority.BOOK)).isEqualTo(10 - 5);
        assertThat(drain(Priority.CANCEL)).isEqualTo(5 - 3);
        assertThat(drain(Priority.COMPENSATE)).isEqualTo(3);
    }

    @Test
    @DisplayName("lets a compensation overtake those who wait already")
    void overtaking() {
        drain(Priority.COMPENSATE);
        var search = here.begin(Priority.SEARCH);
        var book = here.begin(Priority.BOOK);
        var compensation = here.begin(Priority.COMPENSATE);
        assertThat(List.of(search, book, compensation)).allMatch(Turn::waits);

        clock.forward(700);

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
            assertThat(refused.trouble().retryAfterSeconds()).isBetween(7, 8);
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
        here.correct(new RateLimits(List.of(new Named("default", 119, 60))), false);
        assertThat(here.left()).isGreaterThan(19);

        here.correct(new RateLimits(List.of(new Named("default", 90, 60))), false);
        assertThat(here.left()).isBetween(1.0, 3.0);
        assertThat(shared.inner.take(1).left()).isLessThan(3);
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
        public Taken take(int calls) {
            asked++;
            return inner.take(calls);
        }

        @Override
        public void giveBack(int calls) {
            inner.giveBack(calls);
        }

        @Override
        public long lower(long level) {
            return inner.lower(level);
        }
    }
}
