package dev.interlude.calcom;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.CallWindow;
import dev.interlude.calcom.budget.SharedCalls;
import java.time.Clock;

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
    public State change(Operation operation) {
        var window = CallWindow.read(allowance, stored);
        var state = operation.on(window, clock.millis());
        stored = window.text();
        return state;
    }
}
