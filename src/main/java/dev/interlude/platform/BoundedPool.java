package dev.interlude.platform;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads up to a number and no queue: when all are busy, who asks works himself, and so nobody waits for nobody. */
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
