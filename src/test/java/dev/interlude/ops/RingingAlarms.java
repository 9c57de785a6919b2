package dev.interlude.ops;

import dev.interlude.ops.AlarmRules.Alarm;
import dev.interlude.ops.Scrape.Sample;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file for Prometheus' rule tester: what a node showed, minute by minute, and that an alarm rings. The first scrape holds
 * for three minutes, the last for an hour.
 */
final class RingingAlarms {

    private static final String HEAD =
            """
            rule_files: [%s]
            evaluation_interval: 1m
            tests:
            """;

    /** Rings at {@code at}, but not while the first scrape held. */
    private static final String TEST =
            """
              - name: %1$s
                interval: 1m
                external_labels: {docs: docs}
                input_series:
            %2$s    promql_expr_test:
                  - expr: count(ALERTS{alertname="%1$s",alertstate="firing"})
                    eval_time: %3$s
                    exp_samples: [{labels: '{}', value: 1}]
                  - {expr: 'ALERTS{alertname="%1$s"}', eval_time: 2m, exp_samples: []}
            """;

    private final List<Scrape> scrapes;
    private final StringBuilder text;

    RingingAlarms(List<Scrape> scrapes) {
        this.scrapes = scrapes;
        this.text = new StringBuilder(HEAD.formatted(AlarmRules.RULES.toAbsolutePath()));
    }

    /** Once: only one combination of its labels is in trouble. */
    RingingAlarms rings(Alarm alarm, String at) {
        var lines = new LinkedHashSet<String>();
        for (var selector : PromQl.of(alarm.expression()).selectors()) {
            scrapes.get(scrapes.size() - 1).matching(selector).map(Sample::line).forEach(lines::add);
        }
        text.append(
                TEST.formatted(alarm.name(), lines.stream().map(this::series).collect(Collectors.joining()), at));
        return this;
    }

    private String series(String line) {
        var values = scrapes.stream().map(scrape -> value(scrape, line)).toList();
        var first = values.get(0);
        return "      - series: '%s'%n        values: '%s %s %s %sx60'%n"
                .formatted(line, first, first, String.join(" ", values), values.get(values.size() - 1));
    }

    private static String value(Scrape scrape, String line) {
        return scrape.samples().stream()
                .filter(sample -> sample.line().equals(line))
                .map(sample -> Double.toString(sample.value()))
                .findFirst()
                .orElse("_");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
