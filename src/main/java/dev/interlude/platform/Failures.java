package dev.interlude.platform;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What failed while nobody waited for it: said in the log and counted, metric {@code interlude.background.failures}. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final MeterRegistry meters;

    public Failures(MeterRegistry meters) {
        this.meters = meters;
    }

    public void report(String routeId, Throwable failure) {
        meters.counter("interlude.background.failures", "route", String.valueOf(routeId))
                .increment();
        LOG.error("Flow {} failed", routeId, failure);
    }
}
