package dev.interlude.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * How long requests take: buckets of milliseconds by their share in percent, drawn with a seed.
 *
 * @param afterWork whether the time passes between the work and the answer instead of before the work
 */
public record Latency(List<Bucket> buckets, long seed, boolean afterWork) {
    public static final Latency NONE = new Latency(List.of(), 0, false);
    private static final Pattern BUCKET = Pattern.compile("(\\d+)\\s*%\\s*(\\d+)\\s*-\\s*(\\d+)\\s*(ms)?");

    /** A percentage of requests takes a random time within a range of milliseconds. */
    public record Bucket(int percent, int min, int max) {}

    public static Latency fixed(int millis) {
        return new Latency(List.of(new Bucket(100, millis, millis)), 0, false);
    }

    /** Reads {@code 50% 50-100ms, 40% 100-300, 5% 300-500, 5% 500-1000}. */
    public static Latency of(String text, long seed) {
        var buckets = new ArrayList<Bucket>();
        for (var part : text.split(",")) {
            var match = BUCKET.matcher(part.trim());
            if (!match.matches()) {
                throw new IllegalArgumentException("no latency bucket: " + part);
            }
            buckets.add(new Bucket(
                    Integer.parseInt(match.group(1)),
                    Integer.parseInt(match.group(2)),
                    Integer.parseInt(match.group(3))));
        }
        return new Latency(List.copyOf(buckets), seed, false);
    }

    public Latency afterTheWork() {
        return new Latency(buckets, seed, true);
    }

    /** Milliseconds of the next request. */
    int draw(Random random) {
        if (buckets.isEmpty()) {
            return 0;
        }
        var all = buckets.stream().mapToInt(Bucket::percent).sum();
        var at = random.nextInt(all);
        for (var bucket : buckets) {
            at -= bucket.percent;
            if (at < 0) {
                return bucket.min + random.nextInt(bucket.max - bucket.min + 1);
            }
        }
        throw new IllegalStateException("shares of " + buckets);
    }
}
