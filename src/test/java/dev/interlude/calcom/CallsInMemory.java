package dev.interlude.calcom;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.CallWindow;
import dev.interlude.calcom.budget.SharedCalls;
import java.time.Clock;
import java.util.function.Function;

/** What nodes share in PostgreSQL, for a clock that is moved by hand; stored and read again each time, as there. */
final class CallsInMemory implements SharedCalls {

    private final Allowance allowance;
    private final Clock clock;
    private String stored;

    CallsInMemory(Allowance allowance, Clock clock) {
        this.allowance = allowance;
        this.clock = clock;
        this.stored = new CallWindow(allowance, clock.millis()).text();
    }

    @Override
    public State take(int calls) {
        return change(window -> window.take(calls, clock.millis()));
    }

    @Override
    public State giveBack(int calls) {
        return change(window -> window.giveBack(calls, clock.millis()));
    }

    @Override
    public State postpone(long byMillis) {
        return change(window -> window.postpone(byMillis, clock.millis()));
    }

    @Override
    public State lower(long unspent, long resetMillis, boolean blocked) {
        return change(window -> window.lower(unspent, resetMillis, blocked, clock.millis()));
    }

    private State change(Function<CallWindow, State> change) {
        var window = CallWindow.read(allowance, stored);
        var state = change.apply(window);
        stored = window.text();
        return state;
    }
}
