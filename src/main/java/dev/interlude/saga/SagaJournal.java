package dev.interlude.saga;

import dev.interlude.saga.jdbc.JournalRows;
import dev.interlude.saga.jdbc.SagaTables;
import dev.interlude.saga.jdbc.UpkeepRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The journal's door for other rooms. Every call joins the caller's transaction: the saga's row and the caller's stand or fall together. */
public class SagaJournal {

    private final JournalRows rows;
    private final UpkeepRows upkeep;
    private final Settlement settlement;
    private final OpenSagas open;
    private final Consumer<Runnable> afterCommit;

    private SagaJournal(SagaTables tables, Settlement settlement, OpenSagas open, Consumer<Runnable> afterCommit) {
        this.settlement = settlement;
        this.rows = tables.journal();
        this.upkeep = tables.upkeep();
        this.open = open;
        this.afterCommit = afterCommit;
    }

    /** The journal that rows of a joining connection write into: what is remembered changes when the caller commits. */
    static SagaJournal joining(SagaTables tables, Settlement settlement, OpenSagas open) {
        return new SagaJournal(tables, settlement, open, SagaJournal::onceCommitted);
    }

    /** The journal for the saga EIP: its rows commit by themselves, at once. */
    static SagaJournal alone(SagaTables tables, Settlement settlement, OpenSagas open) {
        return new SagaJournal(tables, settlement, open, Runnable::run);
    }

    /**
     * Writes down the steps of a saga before they are done, in one statement; they are undone in reverse order.
     * A saga EIP that comes to one of them later (same uris, same options) finds it enlisted and writes nothing.
     *
     * @throws SagaLost when the saga is over or no longer this node's
     */
    public void enlist(SagaId id, List<PlannedStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        var saga = open.require(id);
        // In this order, and checked again below: whoever gives the saga up meanwhile sees the one or we see the other.
        saga.journaled();
        saga.requireActive();
        var first = saga.reserve(steps.size());
        if (!rows.enlist(saga.lease(), SagaState.ACTIVE, saga.remaining(), first, steps)) {
            throw new SagaLost(id, "was taken over or has ended: no step can join it");
        }
        saga.requireActive();
        afterCommit.accept(() -> {
            saga.enlisted(steps);
            open.keep(saga);
        });
    }

    /**
     * Begins a saga that is only to be compensated; after the commit drive it with {@link SagaRecovery#drive}, or leave it
     * to recovery once the lease has run out.
     */
    public void enlistCompensating(SagaId id, List<PlannedStep> steps) {
        var untaken = new Lease(id, Lease.UNTAKEN);
        if (!rows.enlist(untaken, SagaState.COMPENSATING, Duration.ZERO, 0, steps)) {
            throw new SagaLost(id, "exists already, or has no steps");
        }
    }

    /** Its time was cut short after it had been journaled. */
    void shorten(SagaId id) {
        var saga = open.require(id);
        if (!rows.shorten(saga.lease(), saga.remaining())) {
            throw new SagaLost(id, "was taken over");
        }
    }

    /**
     * Ends the saga well.
     *
     * @throws SagaLost when somebody else took it over: the caller's transaction must roll back, what was done will be undone
     */
    public void complete(SagaId id) {
        var saga = open.require(id);
        saga.requireActive();
        if (!saga.isJournaled()) {
            return;
        }
        var reached = rows.complete(saga.lease())
                .orElseThrow(() -> new SagaLost(id, "was taken over: its lease or its time had run out"));
        afterCommit.accept(() -> saga.reached(reached));
    }

    /** Empty: never enlisted a step, or ended so long ago that it was purged. */
    public Optional<SagaState> state(SagaId id) {
        return rows.state(id);
    }

    public Optional<JournalEntry> find(SagaId id) {
        return upkeep.find(id);
    }

    /** Sagas that have not ended, the oldest first; of one state, or of all where it is null. */
    public List<JournalEntry> open(SagaState state, int limit) {
        return upkeep.open(state, limit);
    }

    /** Gives a stuck or resting saga all its attempts anew, at once. False: there is nothing to try, or somebody is at it. */
    public boolean retry(SagaId id) {
        return upkeep.retry(id);
    }

    /** A person vouches that what is open has been settled. False: there is nothing to settle, or somebody is at it. */
    public boolean resolve(SagaId id, String by) {
        return settlement.byPerson(id, by);
    }

    private static void onceCommitted(Runnable action) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
