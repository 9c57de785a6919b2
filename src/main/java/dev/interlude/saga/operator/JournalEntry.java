package dev.interlude.saga.operator;

import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.SagaStep;
import java.time.Instant;
import java.util.List;

/** All the journal knows of one saga, for operators. */
public record JournalEntry(
        SagaId saga,
        SagaState state,
        String owner,
        Instant leaseUntil,
        Instant expiresAt,
        Instant createdAt,
        Instant endedAt,
        int attempts,
        Instant nextAttemptAt,
        SagaState stuckIn,
        String resolvedBy,
        String lastError,
        String traceId,
        List<SagaStep> steps) {

    public JournalEntry with(List<SagaStep> its) {
        return new JournalEntry(
                saga,
                state,
                owner,
                leaseUntil,
                expiresAt,
                createdAt,
                endedAt,
                attempts,
                nextAttemptAt,
                stuckIn,
                resolvedBy,
                lastError,
                traceId,
                its);
    }
}
