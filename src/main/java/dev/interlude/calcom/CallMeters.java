package dev.interlude.calcom;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Success;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls that left: metric {@code interlude.calcom.calls} by account, operation and result. */
public class CallMeters {

    private final MeterRegistry meters;
    private final RecentCalls recent;

    public CallMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.recent = new RecentCalls(clock);
    }

    void answered(CalcomCall call, CalcomAnswer answer, long nanos) {
        if (!(answer instanceof Trouble trouble && trouble.kind() == Kind.CROWDED)) {
            recent.record(!(answer instanceof Trouble), nanos);
        }
        meters.timer(
                        "interlude.calcom.calls",
                        "account",
                        call.account(),
                        "operation",
                        text(call.operation()),
                        "result",
                        result(answer))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    RecentCalls.Figures recent() {
        return recent.figures();
    }

    private static String result(CalcomAnswer answer) {
        if (answer instanceof Trouble trouble) {
            return text(trouble.kind());
        }
        return answer instanceof Success ? "success" : "refusal";
    }

    private static String text(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
