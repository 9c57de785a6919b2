package dev.interlude.calcom;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** What the budgets did, for those who watch. */
public class BudgetMeters {

    private final MeterRegistry meters;
    private final Clock clock;

    public BudgetMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    void watch(String account, Budget budget) {
        Gauge.builder("interlude.calcom.budget.left", budget, Budget::left)
                .description("calls that could leave now; negative while calls are owed")
                .tag("account", account)
                .register(meters);
        Gauge.builder("interlude.calcom.budget.blocked", budget, Budget::blockedSeconds)
                .description("seconds until calls may leave again; 0 while they may")
                .baseUnit("seconds")
                .tag("account", account)
                .register(meters);
        Gauge.builder("interlude.calcom.budget.waiting", budget, Budget::waiting)
                .description("calls that wait for their turn on this node")
                .tag("account", account)
                .register(meters);
    }

    /** Calls that went at once count too: the share of those that waited is what matters. */
    void went(Turn turn, boolean waited) {
        meters.timer(
                        "interlude.calcom.budget.waits",
                        "account",
                        turn.account(),
                        "priority",
                        turn.priority().text())
                .record(Duration.ofMillis(waited ? clock.millis() - turn.askedAt() : 0));
    }

    void refused(String account, Priority priority) {
        meters.counter("interlude.calcom.budget.refusals", "account", account, "priority", priority.text())
                .increment();
    }
}
