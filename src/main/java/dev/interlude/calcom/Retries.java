package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.CalcomCall;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Whether a call is tried again, and when. A read may be repeated; anything else only if Cal.com cannot have executed
 * it, and a cancellation once after a broken connection, as it is idempotent.
 */
public class Retries {

    private final CalcomSettings.Retry settings;
    private final Duration longestTry;
    private final Clock clock;
    private final DoubleSupplier chance;

    /**
     * @param longestTry how long one try may take: none begins that could not end by the deadline
     * @param chance of [0, 1)
     */
    public Retries(CalcomSettings.Retry settings, Duration longestTry, Clock clock, DoubleSupplier chance) {
        this.settings = settings;
        this.longestTry = longestTry;
        this.clock = clock;
        this.chance = chance;
    }

    public Attempt first() {
        return new Attempt(0, clock.millis(), 0, true);
    }

    public Attempt next(Attempt made, CalcomCall call, CalcomAnswer answer) {
        if (!(answer instanceof Trouble trouble) || made.number() + 1 >= tries(call.operation(), trouble)) {
            return made.last();
        }
        var pause = pause(made.number());
        var end = clock.millis() + pause + longestTry.toMillis();
        return end > made.startedAt() + settings.deadline().toMillis() ? made.last() : made.after(pause);
    }

    private int tries(Operation operation, Trouble trouble) {
        return switch (trouble.kind()) {
            case BREAKER_OPEN, OVER_BUDGET, HELD_BACK, CROWDED -> 1;
            case BLOCKED, UNREACHABLE -> operation.reads() ? settings.reads() : 2;
            case BROKEN_OFF -> operation.reads() ? settings.reads() : operation == Operation.CANCEL_BOOKING ? 2 : 1;
            case SILENT, SERVER_ERROR, MALFORMED -> operation.reads() ? settings.reads() : 1;
        };
    }

    /** Doubles, less a random part of up to a half, so that nodes do not retry in lockstep. */
    private long pause(int before) {
        var full = Math.min(
                settings.pause().toMillis() << Math.min(before, 20),
                settings.pauseMax().toMillis());
        return Math.max(1, (long) (full * (1 - chance.getAsDouble() / 2)));
    }
}
