package dev.interlude.saga;

/**
 * Called with a saga's state after its steps were called or a person resolved it, in the transaction that writes that
 * state; if it throws, the state is not written and recovery tries again. Not called for a saga that ends well without
 * completions: its caller ended it.
 */
@FunctionalInterface
public interface SagaListener {

    /** @param state COMPENSATED, COMPLETED, STUCK, or COMPENSATING or COMPLETING while something is still open */
    void settled(SagaId saga, SagaState state);
}
