package dev.interlude.saga;

import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.jdbc.SagaTables;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over sagas whose owner is dead or whose time ran out, and continues those whose next attempt is due. */
public class SagaRecovery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SagaRecovery.class);

    private final SagaTables tables;
    private final HeldLeases held;
    private final OpenSagas open;
    private final SagaDriver driver;
    private final SagaAdoption adoption;
    private final SagaSettings settings;
    private final SagaMetrics metrics;
    private final ExecutorService workers;

    SagaRecovery(
            SagaTables tables,
            HeldLeases held,
            OpenSagas open,
            SagaDriver driver,
            SagaAdoption adoption,
            SagaSettings settings,
            SagaMetrics metrics) {
        this.tables = tables;
        this.held = held;
        this.open = open;
        this.driver = driver;
        this.adoption = adoption;
        this.settings = settings;
        this.metrics = metrics;
        this.workers = Executors.newFixedThreadPool(settings.recoveryWorkers(), work -> {
            var thread = new Thread(work, "saga-recovery");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One round: claims a batch, drives each of them, answers with how many it claimed. */
    public int recover() throws InterruptedException {
        open.forgetOverdue();
        var claims = tables.leases().claimDue(settings.recoveryBatch());
        // Held from now on: the last of the batch may wait longer for a worker than its lease lasts.
        claims.forEach(claim -> held.hold(claim.lease(), () -> {}));
        try {
            workers.invokeAll(claims.stream()
                    .<Callable<SagaState>>map(claim -> () -> within(claim, () -> driveQuietly(claim)))
                    .toList());
        } finally {
            claims.forEach(claim -> held.release(claim.lease()));
        }
        metrics.open(tables.upkeep().open());
        return claims.size();
    }

    /**
     * Drives one saga now, on the calling thread, unless a node is working on it.
     *
     * @return where it stands afterwards
     * @throws NoSuchElementException when the journal has no such saga
     */
    public SagaState drive(SagaId saga) {
        return tables.leases()
                .claim(saga)
                .map(claim -> within(claim, () -> driveClaimed(claim)))
                .or(() -> tables.journal().state(saga))
                .orElseThrow(() -> new NoSuchElementException("The journal has no saga " + saga));
    }

    /** Deletes all sagas that ended longer ago than they are kept, batch by batch; answers with how many. */
    public int purge() {
        var all = 0;
        int batch;
        do {
            batch = tables.upkeep().purge(settings.keepEnded(), settings.purgeBatch());
            all += batch;
        } while (batch == settings.purgeBatch());
        return all;
    }

    /** In the trace in which the saga began, whichever node began it. */
    private static SagaState within(Claim claim, Supplier<SagaState> doing) {
        return Trace.during(Trace.Work.of(claim.trace(), claim.lease().saga().value()), doing);
    }

    private SagaState driveQuietly(Claim claim) {
        try {
            return driveClaimed(claim);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Saga {} could not be driven; its lease will run out: {}",
                    claim.lease().saga(),
                    Reasons.of(e),
                    Reasons.traceOf(e));
            return claim.state();
        }
    }

    private SagaState driveClaimed(Claim claim) {
        if (claim.fromAnotherNode()) {
            metrics.takenOver();
            LOG.info("Saga {} taken over: {}", claim.lease().saga(), claim.state());
        }
        if (claim.state() != SagaState.ACTIVE) {
            return driver.drive(claim.lease(), claim.state());
        }
        try {
            return adoption.decide(claim.lease());
        } finally {
            held.release(claim.lease());
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
