package dev.interlude.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** So many connections at work for so long: each as fast as it can, or all together at a pace. */
final class Load {

    static final double AS_FAST_AS_THEY_CAN = Double.POSITIVE_INFINITY;

    /** One connection. */
    interface Worker extends AutoCloseable {

        /** Whether it went well. */
        boolean work() throws Exception;

        @Override
        void close() throws IOException;
    }

    /** @param failed how many of them did not go well */
    record Result(double seconds, long failed, Timings timings) {

        double perSecond() {
            return (timings.count() - failed) / seconds;
        }
    }

    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final long began = System.nanoTime();
    private final long end;
    private final double nanosBetween;

    private Load(Duration length, double perSecond) {
        this.end = began + length.toNanos();
        this.nanosBetween = 1e9 / perSecond;
    }

    static Result run(
            String what, int connections, Duration length, double perSecond, Callable<? extends Worker> workers)
            throws InterruptedException {
        var load = new Load(length, perSecond);
        var threads = Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            threads.submit(() -> {
                try (var worker = workers.call()) {
                    load.workUntilTheEnd(worker);
                } catch (Exception e) {
                    System.out.println(what + ": " + e);
                }
                return null;
            });
        }
        threads.shutdown();
        threads.awaitTermination(length.toSeconds() + 60, TimeUnit.SECONDS);
        var result = new Result((System.nanoTime() - load.began) / 1e9, load.failed.get(), Timings.of(load.micros));
        System.out.printf("%-38s %,8.0f/s%n", what, result.perSecond());
        return result;
    }

    private void workUntilTheEnd(Worker worker) throws Exception {
        for (var due = next(); due < end; due = next()) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            var start = System.nanoTime();
            if (!worker.work()) {
                failed.incrementAndGet();
            }
            micros.add((System.nanoTime() - start) / 1_000);
        }
    }

    private long next() {
        return Math.max(System.nanoTime(), began + (long) (nanosBetween * turns.getAndIncrement()));
    }
}
