package dev.interlude.saga;

/** Where a saga stands. COMPENSATED is only said when every compensation has succeeded, or a person has vouched for it. */
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
