package dev.interlude;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What callers got, and how long each waited, shortest first. {@code run-calcom-tests.sh} shows the lines. */
record Figures(List<Reply> replies, long[] sortedNanos, double seconds) {

    private record Timed(Reply reply, long nanos) {}

    /** So many calls, as many at once as there are people. */
    static Figures of(Executor people, int calls, IntFunction<Reply> call) {
        var began = System.nanoTime();
        var timed = IntStream.range(0, calls)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> timed(call, i), people))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        return new Figures(
                timed.stream().map(Timed::reply).toList(),
                timed.stream().mapToLong(Timed::nanos).sorted().toArray(),
                (System.nanoTime() - began) / 1e9);
    }

    private static Timed timed(IntFunction<Reply> call, int i) {
        var began = System.nanoTime();
        var reply = call.apply(i);
        return new Timed(reply, System.nanoTime() - began);
    }

    static void line(String what, Object figure) {
        System.out.printf("» %-44s %s%n", what, figure);
    }

    void print(String what) {
        line(
                what,
                "%.0f/s, p50 %d ms, p90 %d ms, p99 %d ms, %d of %d failed"
                        .formatted(perSecond(), millis(50), millis(90), millis(99), failed(), replies.size()));
    }

    double perSecond() {
        return replies.size() / seconds;
    }

    long millis(int percentile) {
        return sortedNanos[(sortedNanos.length - 1) * percentile / 100] / 1_000_000;
    }

    double share(int status) {
        return (double) replies.stream().filter(r -> r.status() == status).count() / replies.size();
    }

    long failed() {
        return replies.stream().filter(r -> r.status() >= 300).count();
    }
}
