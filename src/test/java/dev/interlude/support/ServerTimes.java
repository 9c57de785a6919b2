package dev.interlude.support;

import dev.interlude.report.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long things took by the server's own clock: a histogram of its page for Prometheus.
 *
 * @param upTo seconds, and how many took no longer
 */
public record ServerTimes(NavigableMap<Double, Double> upTo) {

    private static final Pattern LIMIT = Pattern.compile("le=\"([^\"]+)\"");

    /** The sum of all series of that name whose labels contain all of these texts. */
    public static ServerTimes of(Stream<String> page, String name, String... labels) {
        var upTo = new TreeMap<Double, Double>();
        page.filter(line -> line.startsWith(name + "_bucket{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .forEach(line -> {
                    var limit = LIMIT.matcher(line);
                    if (limit.find()) {
                        var seconds = limit.group(1).equals("+Inf")
                                ? Double.POSITIVE_INFINITY
                                : Double.valueOf(limit.group(1));
                        upTo.merge(seconds, Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
                    }
                });
        return new ServerTimes(upTo);
    }

    /** What was added since then. */
    public ServerTimes since(ServerTimes then) {
        var added = new TreeMap<Double, Double>();
        upTo.forEach((limit, count) -> added.put(limit, count - then.upTo.getOrDefault(limit, 0.0)));
        return new ServerTimes(added);
    }

    public long count() {
        return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue().longValue();
    }

    /** @param seconds in which all of it was done */
    public Distribution distribution(double seconds, long failed) {
        return new Distribution(count(), failed, count() / seconds, millis(50), millis(90), millis(99), buckets());
    }

    /** Between the limits of the bucket that it falls into by the share of its calls, as Prometheus does. */
    public double millis(int percentile) {
        var rank = count() * percentile / 100.0;
        double from = 0;
        double before = 0;
        for (var bucket : upTo.entrySet()) {
            var to = bucket.getKey();
            if (bucket.getValue() >= rank && bucket.getValue() > before) {
                return 1_000
                        * (to.isInfinite()
                                ? from
                                : from + (to - from) * (rank - before) / (bucket.getValue() - before));
            }
            from = to;
            before = bucket.getValue();
        }
        throw new IllegalStateException("the server measured nothing");
    }

    private List<Distribution.Bucket> buckets() {
        var buckets = new ArrayList<Distribution.Bucket>();
        double from = 0;
        double before = 0;
        for (var bucket : upTo.entrySet()) {
            var count = (long) (bucket.getValue() - before);
            if (count > 0) {
                var to = bucket.getKey().isInfinite() ? from * 2 : bucket.getKey();
                buckets.add(new Distribution.Bucket(1_000 * from, 1_000 * to, count));
            }
            from = bucket.getKey();
            before = bucket.getValue();
        }
        return buckets;
    }
}
