package dev.interlude.saga;

import java.time.Instant;
import java.util.List;

/** All the journal knows of one saga, for people. */
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
                its);
    }
}
