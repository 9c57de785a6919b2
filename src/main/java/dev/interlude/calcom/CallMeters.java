package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.CalcomCall;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times the calls that left: metric {@code interlude.calcom.calls} by account, operation and result. */
public class CallMeters {

    private static final Logger LOG = LoggerFactory.getLogger(CallMeters.class);

    private static final int UNAUTHORIZED = 401;
    private static final Duration[] STEPS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final RecentCalls recent;
    private final LastAnswers last = new LastAnswers();
    private final Clock clock;
    private volatile Long skewSeconds;

    /** @param accounts names of the keys */
    public CallMeters(MeterRegistry meters, Clock clock, Iterable<String> accounts) {
        this.meters = meters;
        accounts.forEach(this::refusedKeys);
        for (var operation : Operation.values()) {
            answers(operation);
        }
        this.recent = new RecentCalls(clock);
        this.clock = clock;
    }

    public long now() {
        return System.nanoTime();
    }

    /** @param sentAt as {@link #now} was before */
    public void answered(CalcomCall call, CalcomAnswer answer, long sentAt) {
        var nanos = System.nanoTime() - sentAt;
        if (!(answer instanceof Trouble trouble && trouble.kind() == Kind.CROWDED)) {
            recent.record(!(answer instanceof Trouble), nanos);
            last.note(call, result(answer), clock.instant());
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
        answers(call.operation()).record(nanos, TimeUnit.NANOSECONDS);
        if (answer instanceof Refusal refusal && refusal.status() == UNAUTHORIZED) {
            refusedKeys(call.account()).increment();
        }
    }

    /** Over all accounts and results, as a histogram: Cal.com's own time, without waiting for the budget and between attempts. */
    private Timer answers(Operation operation) {
        return Timer.builder("interlude.calcom.answers")
                .description("how long Cal.com takes for a call, without our own waiting")
                .tag("operation", text(operation))
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }

    private Counter refusedKeys(String account) {
        return meters.counter("interlude.calcom.keys.refused", "account", account);
    }

    /**
     * Compares Cal.com's clock with ours.
     *
     * @param date the header of an answer, cut to the second; null if it has none
     * @param sentAt as {@link #now} was before
     */
    public void compareClock(String date, long sentAt) {
        if (date == null) {
            return;
        }
        try {
            var there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))
                    .plusMillis(500);
            var here = clock.instant().minusNanos((System.nanoTime() - sentAt) / 2);
            skewSeconds = Math.round(Duration.between(there, here).toMillis() / 1000.0);
        } catch (DateTimeException e) {
            LOG.debug("Cal.com sent the date {}", date);
        }
    }

    /** By how much our clock is ahead of Cal.com's; null as long as that is not known. */
    Long skewSeconds() {
        return skewSeconds;
    }

    /** @param versions by group of endpoints */
    Map<String, Object> lastAnswers(Map<String, String> versions) {
        return last.figures(versions);
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
