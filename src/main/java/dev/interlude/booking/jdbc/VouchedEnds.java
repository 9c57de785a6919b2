package dev.interlude.booking.jdbc;

import dev.interlude.saga.JournalEntry;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaListener;
import dev.interlude.saga.SagaState;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends what a person has vouched for: the segments of a resolved saga count as released, or as standing at their old
 * times, as if their compensations had found it so.
 */
public class VouchedEnds implements SagaListener {

    private final SagaJournal journal;
    private final ReleasingLedger releasing;
    private final MovingBackLedger movingBack;

    public VouchedEnds(SagaJournal journal, ReleasingLedger releasing, MovingBackLedger movingBack) {
        this.journal = journal;
        this.releasing = releasing;
        this.movingBack = movingBack;
    }

    @Override
    public void settled(SagaId saga, SagaState state) {
        if (state == SagaState.COMPENSATED) {
            journal.find(saga).filter(entry -> entry.resolvedBy() != null).ifPresent(this::end);
        }
    }

    private void end(JournalEntry vouchedFor) {
        for (var step : vouchedFor.steps()) {
            var options = step.plan().options();
            id(options.get("segmentId")).map(releasing::begin).ifPresent(r -> releasing.released(r, r.calcomUid()));
            id(options.get("moveId"))
                    .map(movingBack::begin)
                    .ifPresent(move -> movingBack.movedBack(move, move.toUid(), move.fromUid()));
        }
    }

    private static Optional<UUID> id(String option) {
        return Optional.ofNullable(option).map(UUID::fromString);
    }
}
