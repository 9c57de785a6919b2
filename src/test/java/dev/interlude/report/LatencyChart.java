package dev.interlude.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How calls are spread over time, drawn as a histogram on a logarithmic axis of milliseconds, with P50, P90 and P99.
 * All places are in the units of a drawing of {@link #WIDTH} by {@link #HEIGHT}.
 */
public record LatencyChart(
        String title, String source, Distribution times, List<Bar> bars, List<Tick> ticks, List<Mark> marks) {

    public static final int WIDTH = 360;
    public static final int HEIGHT = 190;
    private static final double LEFT = 10;
    private static final double RIGHT = WIDTH - 10;
    private static final double TOP = 58;
    private static final double BOTTOM = HEIGHT - 24;
    /** Room for the text of a mark. */
    private static final double LABEL = 84;

    private static final double NARROWEST = 1.0;

    public record Bar(String x, String y, String width, String height) {}

    public record Tick(String x, String text) {}

    /** @param anchor of its text: {@code start} right of the line, {@code end} left of it */
    public record Mark(String name, String x, String y, String textX, String anchor, String text) {}

    static LatencyChart of(String title, String source, Distribution times) {
        var buckets =
                times.buckets().stream().filter(bucket -> bucket.count() > 0).toList();
        var first = Math.max(buckets.get(0).from(), buckets.get(0).to() / 2);
        var last = buckets.get(buckets.size() - 1).to();
        var axis = new Axis(Math.log(Math.min(first, last / 4)), Math.log(last * 1.05));
        return new LatencyChart(title, source, times, bars(buckets, axis), ticks(axis), marks(times, axis));
    }

    private record Axis(double from, double to) {

        double x(double millis) {
            var share = (Math.log(Math.max(millis, Math.exp(from))) - from) / (to - from);
            return LEFT + (RIGHT - LEFT) * Math.min(1, share);
        }
    }

    /** Their areas are the numbers of calls: a wide bucket is no peak. */
    private static List<Bar> bars(List<Distribution.Bucket> buckets, Axis axis) {
        var highest = buckets.stream()
                .mapToDouble(bucket -> density(bucket, axis))
                .max()
                .orElse(1);
        return buckets.stream()
                .map(bucket -> {
                    var x = axis.x(bucket.from());
                    var width = Math.max(NARROWEST, axis.x(bucket.to()) - x);
                    var height = Math.max(1.5, (BOTTOM - TOP) * density(bucket, axis) / highest);
                    return new Bar(
                            text(x), text(BOTTOM - height), text(Math.max(NARROWEST, width - 0.8)), text(height));
                })
                .toList();
    }

    private static double density(Distribution.Bucket bucket, Axis axis) {
        return bucket.count() / Math.max(NARROWEST, axis.x(bucket.to()) - axis.x(bucket.from()));
    }

    private static List<Tick> ticks(Axis axis) {
        var ticks = new ArrayList<Tick>();
        double last = -100;
        for (double decade = 0.1; decade < 1e6; decade *= 10) {
            for (var step : List.of(1, 2, 5)) {
                var millis = decade * step;
                var log = Math.log(millis);
                if (log >= axis.from()
                        && log <= axis.to()
                        && axis.x(millis) > LEFT + 14
                        && axis.x(millis) - last > 46
                        && axis.x(millis) < RIGHT - 12) {
                    last = axis.x(millis);
                    ticks.add(new Tick(
                            text(last),
                            millis >= 1_000 ? Words.number(millis / 1_000) + " s" : Words.number(millis) + " ms"));
                }
            }
        }
        return ticks;
    }

    private static List<Mark> marks(Distribution times, Axis axis) {
        record Percentile(String name, double millis, int row) {}
        return Stream.of(
                        new Percentile("P50", times.p50(), 0),
                        new Percentile("P90", times.p90(), 1),
                        new Percentile("P99", times.p99(), 2))
                .map(one -> {
                    var x = axis.x(one.millis());
                    var left = x + LABEL > WIDTH;
                    return new Mark(
                            one.name(),
                            text(x),
                            text(14 + 15.0 * one.row()),
                            text(x + (left ? -5 : 5)),
                            left ? "end" : "start",
                            one.name() + " " + Words.millis(one.millis()));
                })
                .toList();
    }

    private static String text(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    public String summary() {
        return "%s, %s, %s failed"
                .formatted(
                        Words.count(times.count(), "call", "calls"),
                        Words.number(times.perSecond()) + " a second",
                        times.failed() == 0 ? "none" : Words.number(times.failed()));
    }

    public String perSecond() {
        return Words.number(times.perSecond()) + "/s";
    }

    /** For those who cannot see the drawing. */
    public String inWords() {
        return "%s: half of the calls took at most %s, 90 %% at most %s, 99 %% at most %s"
                .formatted(title, Words.millis(times.p50()), Words.millis(times.p90()), Words.millis(times.p99()));
    }
}
