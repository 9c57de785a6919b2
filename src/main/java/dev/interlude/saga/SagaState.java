package dev.interlude.saga;

/** Where a saga stands. COMPENSATED means that every compensation succeeded or a person confirmed it. */
public enum SagaState {
    ACTIVE,
    COMPLETING,
    COMPLETED,
    COMPENSATING,
    COMPENSATED,
    STUCK;

    public boolean ended() {
        return this == COMPLETED || this == COMPENSATED;
    }
}
