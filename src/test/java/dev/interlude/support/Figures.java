package dev.interlude.support;

import dev.interlude.report.Distribution;
import dev.interlude.report.Figure;
import dev.interlude.report.FigureFile;
import dev.interlude.report.RunningCase;
import dev.interlude.report.Sla;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What callers got, and how long each waited, shortest first. {@code run-calcom-tests.sh} shows the lines; the same figures
 * go to the {@link FigureFile} of the running test, for the report.
 */
public record Figures(List<Reply> replies, long[] sortedNanos, double seconds) {

    private record Timed(Reply reply, long nanos) {}

    /** So many calls, as many at once as there are people. */
    public static Figures of(Executor people, int calls, IntFunction<Reply> call) {
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

    public static void line(String what, Object figure) {
        publish(what, figure.toString(), null, null, null);
    }

    /**
     * A figure that the guide has a target for.
     *
     * @param value in the target's unit
     * @param how it was measured: of how many, under which load
     */
    public static void sla(Sla sla, double value, String how) {
        var text = "%s (target %s): %s; %s".formatted(sla.text(value), sla.targetText(), how, load());
        publish(sla.title(), text, sla, value, null);
    }

    /** How busy the machine is, with this and with all else. */
    private static String load() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "load %.1f on %d processors",
                machine.getSystemLoadAverage(),
                machine.getAvailableProcessors());
    }

    /** Times that were not measured here: by the server itself, say. */
    public static void times(String what, Distribution times) {
        publish(what, text(times), null, null, times);
    }

    private static void publish(String what, String text, Sla sla, Double value, Distribution times) {
        System.out.printf("» %-44s %s%n", what, text);
        var test = RunningCase.now();
        FigureFile.of(test.suite()).add(new Figure(test.method(), what, text, Instant.now(), sla, value, times));
    }

    public void print(String what) {
        times(what, distribution());
    }

    public Distribution distribution() {
        var millis =
                Arrays.stream(sortedNanos).mapToDouble(nanos -> nanos / 1e6).toArray();
        return Distribution.of(millis, failed(), perSecond());
    }

    private static String text(Distribution times) {
        return String.format(
                Locale.ROOT,
                "%.0f/s, p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, %d of %d failed",
                times.perSecond(),
                times.p50(),
                times.p90(),
                times.p99(),
                times.failed(),
                times.count());
    }

    public double perSecond() {
        return replies.size() / seconds;
    }

    public long millis(int percentile) {
        return sortedNanos[(sortedNanos.length - 1) * percentile / 100] / 1_000_000;
    }

    public double share(int status) {
        return (double) replies.stream().filter(r -> r.status() == status).count() / replies.size();
    }

    public long failed() {
        return replies.stream().filter(r -> r.status() >= 300).count();
    }
}
