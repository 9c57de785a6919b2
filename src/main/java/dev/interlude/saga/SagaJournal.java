package dev.interlude.saga;

import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.saga.jdbc.JournalRows;
import dev.interlude.saga.jdbc.SagaTables;
import dev.interlude.saga.jdbc.UpkeepRows;
import dev.interlude.saga.operator.JournalEntry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The journal's interface for other rooms. Every call joins the caller's transaction: the saga's rows and the caller's
 * are committed together.
 */
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
        // In this order, and checked again below: a concurrent give-up sees the first, or we see the second.
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
     * @throws SagaLost if another owner took it over: the caller's transaction must roll back, what was done will be
     *     undone
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

    /**
     * Ends well a saga that recovery has taken over.
     *
     * @param fence of that take-over
     * @throws SagaLost when it was taken over again or has been given up: the caller's transaction must roll back
     */
    public void completeTakenOver(SagaId id, long fence) {
        if (rows.complete(new Lease(id, fence)).isEmpty()) {
            throw new SagaLost(id, "was taken over again, or is being undone");
        }
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

    /** Sagas that are STUCK behind a position, by when they got stuck. */
    public List<JournalEntry> stuck(AttentionPosition after, int limit) {
        return upkeep.stuck(after, limit);
    }

    /** How many sagas have not ended, by state; a state without any is missing. */
    public Map<SagaState, Long> countOpen() {
        var open = new EnumMap<SagaState, Long>(SagaState.class);
        upkeep.open().forEach((state, figures) -> open.put(state, figures.sagas()));
        return open;
    }

    /**
     * Gives a stuck or resting saga all its attempts anew, at once. False if there is nothing to retry or a node is
     * working on it.
     */
    public boolean retry(SagaId id) {
        return upkeep.retry(id);
    }

    /**
     * A person confirms that the open steps were settled by hand. False if there is nothing open or a node is working
     * on it.
     */
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
