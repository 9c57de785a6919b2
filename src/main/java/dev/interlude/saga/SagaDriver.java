package dev.interlude.saga;

import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.jdbc.DrivenRows;
import dev.interlude.saga.jdbc.JournalRows;
import dev.interlude.saga.jdbc.SagaTables;
import dev.interlude.saga.operator.SagaReasons;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the compensations (or completions) of a saga this node holds: one attempt per due step. No lock is held
 * meanwhile.
 */
final class SagaDriver {

    private static final Logger LOG = LoggerFactory.getLogger(SagaDriver.class);

    private final DrivenRows rows;
    private final Settlement settlement;
    private final JournalRows journal;
    private final HeldLeases leases;
    private final StepCall calls;
    private final SagaSettings settings;
    private final SagaMetrics metrics;

    SagaDriver(
            SagaTables tables,
            Settlement settlement,
            HeldLeases leases,
            StepCall calls,
            SagaSettings settings,
            SagaMetrics metrics) {
        this.rows = tables.driven();
        this.settlement = settlement;
        this.journal = tables.journal();
        this.leases = leases;
        this.calls = calls;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * One round on the calling thread.
     *
     * @param doing COMPENSATING or COMPLETING
     * @return where the saga stands afterwards
     */
    SagaState drive(Lease lease, SagaState doing) {
        var lost = new AtomicBoolean();
        leases.hold(lease, () -> lost.set(true));
        try {
            for (var step : rows.due(lease, doing)) {
                // A failed step does not hold up the others.
                if (lost.get() || !attempt(lease, doing, step)) {
                    break;
                }
            }
            var state = settlement.afterRound(lease, doing).or(() -> journal.state(lease.saga()));
            if (state.equals(Optional.of(SagaState.STUCK))) {
                metrics.stuck();
                LOG.warn("Saga {} is STUCK while {}: a person must look at it", lease.saga(), doing);
            }
            return state.orElse(doing);
        } finally {
            leases.release(lease);
        }
    }

    /** False: the saga was taken over meanwhile. */
    private boolean attempt(Lease lease, SagaState doing, SagaStep step) {
        var uri = doing == SagaState.COMPLETING
                ? step.plan().completion()
                : step.plan().compensation();
        try {
            calls.call(uri, step.plan().options());
        } catch (Exception e) {
            metrics.called(doing, false);
            LOG.warn(
                    "Saga {} {}: attempt {} of {} failed: {} ({})",
                    lease.saga(),
                    doing,
                    step.attempts() + 1,
                    uri,
                    Reasons.of(e),
                    SagaReasons.types(e));
            LOG.debug("Saga {}", lease.saga(), Reasons.traceOf(e));
            var rest = settings.retry().after(step.attempts() + 1);
            return rows.failed(lease, step, Reasons.of(e), rest, settings.attempts());
        }
        metrics.called(doing, true);
        return rows.done(lease, step);
    }
}
