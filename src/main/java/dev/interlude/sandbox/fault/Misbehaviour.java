package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Pause;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.SandboxClock;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Does the work of a request and answers it, as slowly and as wrongly as was ordered. */
public final class Misbehaviour {
    private final SandboxClock clock;
    private final Faults faults;
    private final Gates gates;
    private Latency latency = Latency.NONE;
    private Random chance = new Random(0);

    public Misbehaviour(SandboxClock clock, Faults faults, Gates gates) {
        this.clock = clock;
        this.faults = faults;
        this.gates = gates;
    }

    public synchronized void latency(Latency latency) {
        this.latency = latency;
        this.chance = new Random(latency.seed());
    }

    /**
     * Runs one request.
     *
     * @param work does it and makes the answer
     * @param eventTypeId what the request is about, for the faults of one event type
     */
    public void run(Operation operation, Call call, Long eventTypeId, Supplier<Answer> work, Wire wire) {
        var slow = slow();
        if (!slow.after) {
            Pause.millis(slow.millis);
        }
        var fault = faults.take(operation, call, eventTypeId);
        var early = fault.isPresent() && !fault.get().kind().worksFirst();
        if (early && !before(fault.get(), operation, call, eventTypeId)) {
            instead(fault.get(), call, wire);
            return;
        }
        var answer = work.get();
        if (slow.after) {
            Pause.millis(slow.millis);
        }
        if (fault.isEmpty() || early) {
            wire.answer(answer);
        } else {
            after(fault.get(), operation, call, eventTypeId, answer, wire);
        }
    }

    private record Slow(int millis, boolean after) {}

    private synchronized Slow slow() {
        return new Slow(latency.draw(chance), latency.afterWork());
    }

    /** Whether the work is to be done after all. */
    private boolean before(Fault fault, Operation operation, Call call, Long eventTypeId) {
        if (fault.kind() == FaultKind.LATE) {
            Pause.millis(fault.delayMillis());
            return true;
        }
        return fault.kind() == FaultKind.GATE && gates.hold(operation, call, eventTypeId, false);
    }

    private void instead(Fault fault, Call call, Wire wire) {
        switch (fault.kind()) {
            case SILENCE -> wire.silence();
            case RESET, GATE -> wire.reset();
            default -> wire.answer(error(fault, call));
        }
    }

    private Answer error(Fault fault, Call call) {
        return switch (fault.kind()) {
            case REFUSE -> fault.refusal().answer(call.target(), clock.now());
            case RATE_LIMITED ->
                Refusal.tooManyRequests()
                        .answer(call.target(), clock.now())
                        .with(Map.of(
                                "X-RateLimit-Limit-Default", "120",
                                "X-RateLimit-Remaining-Default", "0",
                                "X-RateLimit-Reset-Default", Long.toString(Math.max(1, fault.delayMillis() / 1000))));
            case SERVER_ERROR ->
                fault.status() == 500
                        ? Refusal.internal().answer(call.target(), clock.now())
                        : Garbage.html(fault.status(), fault.status() + " from the gateway");
            default -> Garbage.of(fault.body());
        };
    }

    private void after(Fault fault, Operation operation, Call call, Long eventTypeId, Answer answer, Wire wire) {
        switch (fault.kind()) {
            case SILENCE_AFTER_WORK -> wire.silence();
            case RESET_AFTER_WORK -> wire.reset();
            case CUT_BODY -> wire.cut(answer);
            case GARBAGE_AFTER_WORK -> wire.answer(Garbage.of(fault.body()));
            default -> {
                if (gates.hold(operation, call, eventTypeId, true)) {
                    wire.answer(answer);
                } else {
                    wire.reset();
                }
            }
        }
    }

    public void reset() {
        latency(Latency.NONE);
        faults.clear();
        gates.killAll();
    }
}
