package dev.interlude.platform.problems;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures in background work: logged and counted, metric {@code interlude.background.failures}. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Map<String, Long> quietSince = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    public Failures(MeterRegistry meters) {
        this.meters = meters;
    }

    public void report(String routeId, Throwable failure) {
        count(routeId);
        var said = DatabaseTrouble.in(failure);
        if (said.isEmpty()) {
            LOG.error("Flow {} failed: {}", routeId, Reasons.of(failure), Reasons.traceOf(failure));
        } else if (isDue(routeId)) {
            LOG.warn(
                    "Flow {} failed: the database is not available ({})", routeId, DatabaseTrouble.summary(said.get()));
        }
    }

    /** While the database is unavailable, each flow logs it only now and then. */
    private boolean isDue(String routeId) {
        var now = System.nanoTime();
        var kept = quietSince.compute(
                String.valueOf(routeId),
                (route, since) -> since == null || now - since > QUIET.toNanos() ? Long.valueOf(now) : since);
        return kept == now;
    }

    /** A step failed after the decision of its flow: the answer stays as it is, and the log names the step. */
    public void after(String subject, String routeId, Throwable failure) {
        count(routeId);
        LOG.error(
                "{} stays as decided, although route {} failed afterwards with {}",
                subject,
                routeId,
                Reasons.of(failure));
    }

    public void count(String routeId) {
        meters.counter("interlude.background.failures", "route", String.valueOf(routeId))
                .increment();
    }
}
