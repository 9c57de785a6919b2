package dev.interlude.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How long calls took, in milliseconds, and how many of them were in each of the {@code buckets}. */
public record Distribution(
        long count, long failed, double perSecond, double p50, double p90, double p99, List<Bucket> buckets) {

    /** Calls that took longer than {@code from} and at most {@code to}. */
    public record Bucket(double from, double to, long count) {}

    /** Each bucket is this much wider than the one before. */
    private static final double GROWTH = 1.25;

    /** @param sorted milliseconds, shortest first */
    public static Distribution of(double[] sorted, long failed, double perSecond) {
        return new Distribution(
                sorted.length, failed, perSecond, at(sorted, 50), at(sorted, 90), at(sorted, 99), buckets(sorted));
    }

    /** The value that {@code percentile} of all do not exceed; never less than the exact one. */
    private static double at(double[] sorted, int percentile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * percentile / 100.0) - 1];
    }

    private static List<Bucket> buckets(double[] sorted) {
        var buckets = new ArrayList<Bucket>();
        if (sorted.length == 0) {
            return buckets;
        }
        int next = 0;
        for (double from = 0, to = Math.max(sorted[0], 0.1); next < sorted.length; from = to, to *= GROWTH) {
            int first = next;
            double limit = to;
            next = IntStream.range(first, sorted.length)
                    .filter(i -> sorted[i] > limit)
                    .findFirst()
                    .orElse(sorted.length);
            buckets.add(new Bucket(from, to, next - first));
        }
        return buckets;
    }
}
