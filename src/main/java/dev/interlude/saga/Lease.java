package dev.interlude.saga;

/**
 * This node's right to act on a saga. The fence is the number of the take-over it stems from: a write with an older
 * fence hits no row, so a former owner notices the take-over.
 */
public record Lease(SagaId saga, long fence) {

    /** Of a saga enlisted for compensation and not driven yet. */
    public static final long UNTAKEN = 0;
    /** Of a saga still run by the node that began it. */
    public static final long FIRST = 1;
}
