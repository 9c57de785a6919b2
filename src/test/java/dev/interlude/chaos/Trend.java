package dev.interlude.chaos;

import java.util.List;

/** Values taken at even distances. The first quarter does not count: pools and caches fill meanwhile. */
record Trend(List<Double> values) {

    private static final int LEAST = 8;

    /** @throws IllegalArgumentException if there are too few to tell */
    static Trend of(List<Double> all) {
        if (all.size() < LEAST) {
            throw new IllegalArgumentException(
                    all.size() + " samples are too few to tell a trend; at least " + LEAST + " are needed.");
        }
        return new Trend(List.copyOf(all.subList(all.size() / 4, all.size())));
    }

    double mean() {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    double first() {
        return values.get(0);
    }

    double last() {
        return values.get(values.size() - 1);
    }

    /** From the first to the last value, along the straight line that fits them best. */
    double growth() {
        var middle = (values.size() - 1) / 2.0;
        var mean = mean();
        double products = 0;
        double squares = 0;
        for (int n = 0; n < values.size(); n++) {
            products += (n - middle) * (values.get(n) - mean);
            squares += (n - middle) * (n - middle);
        }
        return products / squares * (values.size() - 1);
    }
}
