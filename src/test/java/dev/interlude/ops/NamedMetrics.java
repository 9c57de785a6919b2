package dev.interlude.ops;

import dev.interlude.ops.PromQl.Matcher;
import dev.interlude.ops.PromQl.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an expression names and a node does not show. */
final class NamedMetrics {

    /** Written by Prometheus, not by us. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("instance", "job");

    private NamedMetrics() {}

    static List<String> missing(PromQl expression, Scrape shown) {
        var ours = expression.selectors().stream()
                .filter(selector -> !OF_PROMETHEUS.contains(selector.metric()))
                .toList();
        var series = ours.stream()
                .flatMap(NamedMetrics::variants)
                .filter(one -> shown.matching(one).findAny().isEmpty())
                .map(Selector::toString);
        var labels = expression.grouping().stream()
                .filter(label -> !LABELS_OF_PROMETHEUS.contains(label))
                .filter(label -> ours.stream()
                        .flatMap(selector -> shown.named(selector.metric()))
                        .noneMatch(sample -> sample.labels().containsKey(label)));
        return Stream.concat(series, labels).toList();
    }

    /** Each of {@code a|b} must be there; of statuses, one is enough. */
    private static Stream<Selector> variants(Selector selector) {
        var all = Stream.of(selector);
        for (var matcher : selector.matchers()) {
            if (matcher.operator().equals("=~") && !matcher.label().equals("status")) {
                all = all.flatMap(one -> Arrays.stream(matcher.value().split("\\|"))
                        .map(value -> with(one, new Matcher(matcher.label(), "=~", value))));
            }
        }
        return all;
    }

    private static Selector with(Selector selector, Matcher narrower) {
        return new Selector(
                selector.metric(),
                selector.matchers().stream()
                        .map(matcher -> matcher.label().equals(narrower.label()) ? narrower : matcher)
                        .toList());
    }
}
