package dev.interlude.saga;

/**
 * Told where a saga stands after its steps were called, or a person settled it. It is called in the transaction that writes
 * that state, so what it writes stands or falls with it; when it throws, the state is not written and recovery comes back.
 * A saga that ends well without completions is not told: its caller ended it.
 */
@FunctionalInterface
public interface SagaListener {

    /** @param state COMPENSATED, COMPLETED, STUCK, or COMPENSATING or COMPLETING while something is still open */
    void settled(SagaId saga, SagaState state);
}
