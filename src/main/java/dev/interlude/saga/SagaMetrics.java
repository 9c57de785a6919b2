package dev.interlude.saga;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The room's meters. The counts of open sagas are as of the last recovery round; a scrape makes no queries. */
public class SagaMetrics {

    private final MeterRegistry meters;
    private final Counter stuck;
    private final Counter takeovers;
    private final Counter adopted;
    private volatile Map<SagaState, OpenFigures> open = Map.of();

    public SagaMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.stuck = meters.counter("interlude.saga.stuck");
        this.takeovers = meters.counter("interlude.saga.takeovers");
        this.adopted = meters.counter("interlude.saga.adopted");
        for (var state : SagaState.values()) {
            if (!state.ended()) {
                watch(state);
            }
        }
        for (var doing : List.of(SagaState.COMPENSATING, SagaState.COMPLETING)) {
            calls(doing, true);
            calls(doing, false);
        }
    }

    private void watch(SagaState state) {
        Gauge.builder("interlude.saga.open", () -> figures(state).sagas())
                .description("sagas that have not ended")
                .tag("state", state.name())
                .register(meters);
        Gauge.builder("interlude.saga.oldest", () -> figures(state).oldestSeconds())
                .description("since the oldest saga of this state began; 0 without one")
                .baseUnit("seconds")
                .tag("state", state.name())
                .register(meters);
    }

    void open(Map<SagaState, OpenFigures> counted) {
        open = counted.isEmpty() ? Map.of() : new EnumMap<>(counted);
    }

    private OpenFigures figures(SagaState state) {
        return open.getOrDefault(state, OpenFigures.NONE);
    }

    /** @param doing COMPENSATING or COMPLETING */
    void called(SagaState doing, boolean done) {
        calls(doing, done).increment();
    }

    private Counter calls(SagaState doing, boolean done) {
        return meters.counter("interlude.saga.calls", "doing", doing.name(), "result", done ? "done" : "failed");
    }

    void stuck() {
        stuck.increment();
    }

    void takenOver() {
        takeovers.increment();
    }

    void adopted() {
        adopted.increment();
    }
}
