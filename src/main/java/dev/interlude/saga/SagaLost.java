package dev.interlude.saga;

/** The saga is no longer ours to end: its lease or its time ran out and it was taken over, or it has already ended. */
public class SagaLost extends RuntimeException {

    private final SagaId saga;

    public SagaLost(SagaId saga, String why) {
        this(saga, why, null);
    }

    SagaLost(SagaId saga, String why, Throwable cause) {
        super("Saga %s %s".formatted(saga, why), cause);
        this.saga = saga;
    }

    public SagaId saga() {
        return saga;
    }
}
