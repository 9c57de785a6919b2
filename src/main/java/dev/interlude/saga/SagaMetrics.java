package dev.interlude.saga;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The room's meters. The counts of open sagas are as of the last round of recovery; no scrape asks the database. */
public class SagaMetrics {

    private final MeterRegistry meters;
    private final Map<SagaState, AtomicLong> open = new EnumMap<>(SagaState.class);

    public SagaMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (var state : SagaState.values()) {
            if (!state.ended()) {
                open.put(state, meters.gauge("interlude.saga.open", tags("state", state.name()), new AtomicLong()));
            }
        }
    }

    void open(Map<SagaState, Long> counted) {
        open.forEach((state, gauge) -> gauge.set(counted.getOrDefault(state, 0L)));
    }

    /** @param doing COMPENSATING or COMPLETING */
    void called(SagaState doing, boolean done) {
        meters.counter("interlude.saga.calls", "doing", doing.name(), "result", done ? "done" : "failed")
                .increment();
    }

    void stuck() {
        meters.counter("interlude.saga.stuck").increment();
    }

    void takenOver() {
        meters.counter("interlude.saga.takeovers").increment();
    }

    private static Tags tags(String key, String value) {
        return Tags.of(key, value);
    }
}
