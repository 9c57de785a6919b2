package dev.interlude.platform;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread pool without a queue: when all threads are busy the caller runs the task itself, which rules out deadlocks.
 */
public final class BoundedPool {

    private static final int IDLE_SECONDS = 30;

    private BoundedPool() {}

    public static ExecutorService of(String name, int threads) {
        var count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    var thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
