package dev.interlude.saga;

import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.jdbc.JournalRows;
import dev.interlude.saga.jdbc.SagaTables;
import dev.interlude.saga.operator.SagaReasons;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about a saga whose owner is dead: finished if the adopting route can do that, otherwise undone. */
final class SagaAdoption {

    private static final Logger LOG = LoggerFactory.getLogger(SagaAdoption.class);

    private final JournalRows rows;
    private final StepCall calls;
    private final SagaDriver driver;
    private final SagaMetrics metrics;
    // Asked for anew each time: the bean that names the route may itself depend on the journal.
    private final Supplier<Optional<AdoptingRoute>> route;

    SagaAdoption(
            SagaTables tables,
            StepCall calls,
            SagaDriver driver,
            SagaMetrics metrics,
            Supplier<Optional<AdoptingRoute>> route) {
        this.rows = tables.journal();
        this.calls = calls;
        this.driver = driver;
        this.metrics = metrics;
        this.route = route;
    }

    /**
     * Finishes or undoes a saga that is still ACTIVE.
     *
     * @return where it stands afterwards; ACTIVE when the route failed, then it is taken over again after this lease
     */
    SagaState decide(Lease lease) {
        var adopting = route.get();
        if (adopting.isPresent() && !asked(adopting.get(), lease)) {
            return SagaState.ACTIVE;
        }
        if (rows.giveUp(lease)) {
            return driver.drive(lease, SagaState.COMPENSATING);
        }
        var state = rows.state(lease.saga()).orElse(SagaState.COMPENSATED);
        if (state == SagaState.COMPLETED || state == SagaState.COMPLETING) {
            metrics.adopted();
            LOG.info("Saga {} was finished for an owner that is gone", lease.saga());
        }
        return state == SagaState.COMPLETING ? driver.drive(lease, state) : state;
    }

    private boolean asked(AdoptingRoute adopting, Lease lease) {
        try {
            calls.call(
                    adopting.uri(), Map.of("sagaId", lease.saga().toString(), "fence", String.valueOf(lease.fence())));
            return true;
        } catch (Exception e) {
            LOG.warn(
                    "Saga {}: whether it can be finished could not be decided yet: {} ({})",
                    lease.saga(),
                    Reasons.of(e),
                    SagaReasons.types(e));
            return false;
        }
    }
}
