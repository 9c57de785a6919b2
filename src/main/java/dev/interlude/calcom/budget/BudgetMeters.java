package dev.interlude.calcom.budget;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics of the budgets. */
public class BudgetMeters {

    private static final Duration[] STEPS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, SpentCalls> spent = new ConcurrentHashMap<>();

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
        for (var priority : Priority.values()) {
            waits(account, priority);
            refusals(account, priority);
            turns(priority);
        }
    }

    /** Includes calls that did not wait, so that the share of waiting ones can be computed. */
    void went(Turn turn, boolean waited) {
        var waitedFor = Duration.ofMillis(waited ? clock.millis() - turn.askedAt() : 0);
        waits(turn.account(), turn.priority()).record(waitedFor);
        turns(turn.priority()).record(waitedFor);
        ofAccount(turn.account()).add(turn.priority());
    }

    /** The calls that this node has sent in the last five minutes, by priority. */
    Map<String, Long> spent(String account) {
        return ofAccount(account).figures();
    }

    private SpentCalls ofAccount(String account) {
        return spent.computeIfAbsent(account, name -> new SpentCalls(clock));
    }

    void refused(String account, Priority priority) {
        refusals(account, priority).increment();
    }

    private Timer waits(String account, Priority priority) {
        return meters.timer("interlude.calcom.budget.waits", "account", account, "priority", priority.text());
    }

    private Counter refusals(String account, Priority priority) {
        return meters.counter("interlude.calcom.budget.refusals", "account", account, "priority", priority.text());
    }

    /** The same waits over all accounts, as a histogram. */
    private Timer turns(Priority priority) {
        return Timer.builder("interlude.calcom.budget.turns")
                .description("how long calls wait for their share of the budget")
                .tag("priority", priority.text())
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }
}
