package dev.interlude.saga;

import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.jdbc.JournalRows;
import dev.interlude.saga.jdbc.SagaTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** How the node that began a saga ends it, well or by undoing it. Whatever comes of it, the node lets go of the saga. */
final class SagaEnding {

    private static final Logger LOG = LoggerFactory.getLogger(SagaEnding.class);

    private final JournalRows rows;
    private final SagaJournal journal;
    private final SagaDriver driver;
    private final OpenSagas open;

    SagaEnding(SagaTables tables, SagaJournal journal, SagaDriver driver, OpenSagas open) {
        this.rows = tables.journal();
        this.journal = journal;
        this.driver = driver;
        this.open = open;
    }

    /**
     * Completes it, unless the journal has it completed already.
     *
     * @throws SagaLost if another owner took it over
     */
    void complete(OpenSaga saga) {
        try {
            if (saga.isJournaled() && saga.state() == SagaState.ACTIVE && !neverCommitted(saga)) {
                journal.complete(saga.id());
            }
            if (saga.state() == SagaState.COMPLETING
                    && driver.drive(saga.lease(), SagaState.COMPLETING) != SagaState.COMPLETED) {
                // It ended well nevertheless; recovery does the rest.
                LOG.warn("Saga {}: a completion failed and will be called again", saga.id());
            }
        } finally {
            open.end(saga);
        }
    }

    /**
     * Undoes it and answers when it is undone. A saga that has already completed stays so: its decision is not changed
     * by a step that fails afterwards.
     *
     * @return false when it had completed before: nothing is undone
     * @throws CompensationOpen when something is not undone yet; with the state ACTIVE if it could not even be given up
     * @throws SagaLost when another owner is about to decide whether it is finished or undone
     */
    boolean giveUp(OpenSaga saga, Throwable why) {
        if (saga.state() == SagaState.COMPLETED || saga.state() == SagaState.COMPLETING) {
            complete(saga);
            return false;
        }
        try {
            saga.reached(SagaState.COMPENSATING);
            if (!saga.isJournaled()) {
                return true;
            }
            var state = rows.giveUp(saga.lease())
                    ? driver.drive(saga.lease(), SagaState.COMPENSATING)
                    : rows.state(saga.id()).orElse(SagaState.COMPENSATED);
            if (state == SagaState.COMPLETED || state == SagaState.COMPLETING) {
                // Its last commit was done although its answer was lost.
                return false;
            }
            if (state == SagaState.ACTIVE) {
                throw new SagaLost(saga.id(), "was taken over and may still be finished by its new owner", why);
            }
            if (state != SagaState.COMPENSATED) {
                throw new CompensationOpen(saga.id(), state, why);
            }
            return true;
        } catch (DataAccessException e) {
            LOG.warn("Saga {} could not be undone now, recovery will: {}", saga.id(), Reasons.of(e));
            throw new CompensationOpen(saga.id(), SagaState.ACTIVE, why == null ? e : why);
        } finally {
            open.end(saga);
        }
    }

    /** Its only enlistment was rolled back and the route went on: there is nothing to end. */
    private boolean neverCommitted(OpenSaga saga) {
        return !saga.hasSteps() && rows.state(saga.id()).isEmpty();
    }
}
