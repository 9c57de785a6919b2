package dev.interlude.saga.operator;

import dev.interlude.saga.SagaState;
import dev.interlude.saga.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A saga as an operator sees it, under way or ended.
 *
 * @param stuckIn what it was doing when it got STUCK, else null
 * @param reason where it stands, in one sentence
 * @param bookings what it is about: one, or the bookings of a series
 * @param nextAttemptAt null: at the next look of recovery; never while it is STUCK or once it has ended
 */
public record SagaView(
        UUID id,
        SagaState state,
        SagaState stuckIn,
        String node,
        Instant createdAt,
        int attempts,
        Instant nextAttemptAt,
        String lastError,
        String reason,
        String traceId,
        List<BookingView> bookings,
        List<StepView> steps) {

    /** @param label names it without personal data */
    public record BookingView(UUID id, String label) {}

    /** @param route the flow that undoes it, or finishes it */
    public record StepView(
            String route, Map<String, String> options, StepState state, int attempts, String lastError) {}

    static SagaView of(JournalEntry entry, List<SagaSubjects.Subject> about) {
        return new SagaView(
                entry.saga().value(),
                entry.state(),
                entry.stuckIn(),
                entry.owner(),
                entry.createdAt(),
                entry.attempts(),
                entry.nextAttemptAt(),
                entry.lastError(),
                SagaReasons.of(entry),
                entry.traceId(),
                about.stream()
                        .map(subject -> new BookingView(subject.id(), subject.label()))
                        .toList(),
                entry.steps().stream()
                        .map(step -> new StepView(
                                step.plan().compensation() == null
                                        ? step.plan().completion()
                                        : step.plan().compensation(),
                                step.plan().options(),
                                step.state(),
                                step.attempts(),
                                step.lastError()))
                        .toList());
    }
}
