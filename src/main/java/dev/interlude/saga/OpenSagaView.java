package dev.interlude.saga;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A saga that has not ended, as an operator sees it.
 *
 * @param stuckIn what it was doing when it got STUCK, else null
 * @param nextAttemptAt null: at the next look of recovery, or never while it is STUCK
 */
public record OpenSagaView(
        UUID id,
        SagaState state,
        SagaState stuckIn,
        String node,
        Instant createdAt,
        int attempts,
        Instant nextAttemptAt,
        String lastError,
        List<StepView> steps) {

    /** @param route the flow that undoes it, or finishes it */
    public record StepView(
            String route, Map<String, String> options, StepState state, int attempts, String lastError) {}

    static OpenSagaView of(JournalEntry entry) {
        return new OpenSagaView(
                entry.saga().value(),
                entry.state(),
                entry.stuckIn(),
                entry.owner(),
                entry.createdAt(),
                entry.attempts(),
                entry.nextAttemptAt(),
                entry.lastError(),
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
