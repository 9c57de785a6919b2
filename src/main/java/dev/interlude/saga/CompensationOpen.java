package dev.interlude.saga;

/** The saga was given up, but not everything is undone yet. The cause is the failure that led there. */
public class CompensationOpen extends RuntimeException {

    private final SagaId saga;
    private final SagaState state;

    public CompensationOpen(SagaId saga, SagaState state, Throwable cause) {
        super("Saga %s is %s: not everything is undone yet".formatted(saga, state), cause);
        this.saga = saga;
        this.state = state;
    }

    public SagaId saga() {
        return saga;
    }

    public SagaState state() {
        return state;
    }
}
