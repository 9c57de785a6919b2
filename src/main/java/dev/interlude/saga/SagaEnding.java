package dev.interlude.saga;

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
     * Completes it, unless the journal was told so already.
     *
     * @throws SagaLost when somebody else took it over
     */
    void complete(OpenSaga saga) {
        try {
            if (saga.isJournaled() && saga.state() == SagaState.ACTIVE && !neverCommitted(saga)) {
                journal.complete(saga.id());
            }
            if (saga.state() == SagaState.COMPLETING
                    && driver.drive(saga.lease(), SagaState.COMPLETING) != SagaState.COMPLETED) {
                // It ended well all the same; what is left is recovery's.
                LOG.warn("Saga {}: a completion failed and will be called again", saga.id());
            }
        } finally {
            open.end(saga);
        }
    }

    /**
     * Undoes it and answers when it is undone.
     *
     * @throws CompensationOpen when something is not undone yet
     * @throws SagaLost when it has ended well already
     */
    void giveUp(OpenSaga saga, Throwable why) {
        try {
            saga.reached(SagaState.COMPENSATING);
            if (!saga.isJournaled()) {
                return;
            }
            var state = rows.giveUp(saga.lease())
                    ? driver.drive(saga.lease(), SagaState.COMPENSATING)
                    : rows.state(saga.id()).orElse(SagaState.COMPENSATED);
            if (state == SagaState.COMPLETED || state == SagaState.COMPLETING) {
                throw new SagaLost(saga.id(), "has ended well: nothing is undone");
            }
            if (state != SagaState.COMPENSATED) {
                throw new CompensationOpen(saga.id(), state, why);
            }
        } catch (DataAccessException e) {
            LOG.warn("Saga {} could not be undone now, recovery will: {}", saga.id(), e.toString());
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
