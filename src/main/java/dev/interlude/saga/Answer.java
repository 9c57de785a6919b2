package dev.interlude.saga;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** The saga EIP loses its exchange for ever when its saga service throws; a failed future it understands. */
final class Answer {

    private Answer() {}

    static <T> CompletableFuture<T> of(Callable<T> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
