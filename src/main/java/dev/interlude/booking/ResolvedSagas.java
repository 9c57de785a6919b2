package dev.interlude.booking;

import dev.interlude.booking.jdbc.DecisionLedger;
import dev.interlude.booking.jdbc.ReleasingLedger;
import dev.interlude.booking.move.jdbc.MovingBackLedger;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaListener;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.operator.JournalEntry;
import java.util.Optional;
import java.util.UUID;

/**
 * Applies a person's confirmation: the segments of a resolved saga count as released, or as back at their old times, as
 * if their compensations had succeeded.
 */
public class ResolvedSagas implements SagaListener {

    private final SagaJournal journal;
    private final ReleasingLedger releasing;
    private final MovingBackLedger movingBack;
    private final DecisionLedger decisions;

    public ResolvedSagas(
            SagaJournal journal, ReleasingLedger releasing, MovingBackLedger movingBack, DecisionLedger decisions) {
        this.journal = journal;
        this.releasing = releasing;
        this.movingBack = movingBack;
        this.decisions = decisions;
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
            id(options.get("bookingId")).ifPresent(decisions::taken);
            id(options.get("moveId"))
                    .map(movingBack::begin)
                    .ifPresent(move -> movingBack.movedBack(move, move.toUid(), move.fromUid()));
        }
    }

    private static Optional<UUID> id(String option) {
        return Optional.ofNullable(option).map(UUID::fromString);
    }
}
