package dev.interlude.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.interlude.ops.AlarmRules.Alarm;
import dev.interlude.ops.PromQl.Matcher;
import dev.interlude.ops.PromQl.Selector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The alarms")
class AlarmRulesTest {

    private static final String BASE = "{{ $externalLabels.docs }}/operating.md#";

    /** An anchor that stands before a heading, others between them allowed. */
    private static final Pattern ANCHOR =
            Pattern.compile("(?m)^<a id=\"([a-z-]+)\"></a>$(?=\\R(?:<a id=\"[a-z-]+\"></a>\\R)*## )");

    @Test
    @DisplayName("say how urgent they are, what is wrong, and lead to a section of docs/operating.md")
    void runbooks() throws IOException {
        var anchors = ANCHOR.matcher(Files.readString(Path.of("docs/operating.md")))
                .results()
                .map(anchor -> anchor.group(1))
                .toList();

        assertThat(anchors).doesNotHaveDuplicates();
        assertThat(AlarmRules.alarms()).hasSizeGreaterThan(25).allSatisfy(alarm -> {
            assertThat(alarm.severity()).as(alarm.name()).isIn("critical", "warning");
            assertThat(alarm.summary()).as(alarm.name()).isNotBlank();
            assertThat(alarm.runbook()).as(alarm.name()).startsWith(BASE);
            assertThat(alarm.runbook().substring(BASE.length()))
                    .as(alarm.name())
                    .isIn(anchors);
        });
        assertThat(AlarmRules.alarms().stream().map(Alarm::name)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("have a test each in which they ring, and one in which all of them are silent")
    void tested() {
        var tests = AlarmRules.yaml(AlarmRules.TESTS)
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .toList();

        assertThat(tests.stream()
                        .filter(test -> !test.path("exp_alerts").isEmpty())
                        .map(test -> test.path("alertname").asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(names());
        assertThat(tests.stream()
                        .filter(test -> test.path("exp_alerts").isEmpty())
                        .map(test -> test.path("alertname").asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(names());
    }

    private static Set<String> names() {
        return AlarmRules.alarms().stream().map(Alarm::name).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("pass Prometheus' own tests")
    void promtool() throws Exception {
        Promtool.require();

        assertThat(Promtool.complaints("check", "rules", AlarmRules.RULES.toString()))
                .isEmpty();
        assertThat(Promtool.complaints("test", "rules", AlarmRules.TESTS.toString()))
                .isEmpty();
    }

    @Test
    @DisplayName("and the panels of all dashboards are expressions that Prometheus understands")
    void panels(@TempDir Path folder) throws Exception {
        Promtool.require();
        var rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        var number = 0;
        for (var expression : AlarmRules.expressions().values()) {
            rules.append("      - record: panel_%d\n        expr: '%s'\n"
                    .formatted(number++, expression.replace("'", "''").replace('\n', ' ')));
        }
        var file = Files.writeString(folder.resolve("panels.yaml"), rules);

        assertThat(Promtool.complaints("check", "rules", file.toString())).isEmpty();
        assertThat(number).isGreaterThan(100);
    }

    @Test
    @DisplayName("and panels have a title, a description and a place of their own")
    void dashboards() {
        assertThat(AlarmRules.dashboards()).hasSize(4).allSatisfy(file -> {
            var panels = AlarmRules.panels(file).toList();
            assertThat(panels).allSatisfy(panel -> {
                assertThat(panel.path("title").asText()).isNotBlank();
                if (!panel.path("type").asText().equals("row")) {
                    assertThat(panel.path("description").asText()).isNotBlank();
                }
            });
            assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
            assertThat(panels.stream().map(panel -> panel.at("/gridPos/x") + " " + panel.at("/gridPos/y")))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    @DisplayName("are read by these tests as they are written")
    void read() {
        var read = PromQl.of(
                """
                histogram_quantile(0.95, sum by (le, uri) (rate(a_bucket{x=~"b|c",y!="d"}[5m:1m]))) / on (z) up > 2
                  or absent(e == 1)
                """);

        assertThat(read.grouping()).containsExactly("le", "uri", "z");
        assertThat(read.selectors())
                .containsExactly(
                        new Selector("a_bucket", List.of(new Matcher("x", "=~", "b|c"), new Matcher("y", "!=", "d"))),
                        new Selector("up", List.of()),
                        new Selector("e", List.of()));
        assertThat(Scrape.of("# HELP a\na{x=\"b, {c}\",} 2.5\nb 1\n").samples())
                .extracting(Scrape.Sample::metric)
                .containsExactly("a", "b");
    }

    @Test
    @DisplayName("that name a metric, a label or a value that is not there are found")
    void missing() {
        var shown = Scrape.of("a{state=\"open\"} 1\na{state=\"closed\"} 0\n");

        assertThat(missing("sum by (state, instance) (a{state=~\"open|closed\"}) / up > 0", shown))
                .isEmpty();
        assertThat(missing("b", shown)).hasSize(1);
        assertThat(missing("a{state=\"stuck\"}", shown)).hasSize(1);
        assertThat(missing("a{state=~\"open|stuck\"}", shown)).hasSize(1);
        assertThat(missing("a{status=\"open\"}", shown)).hasSize(1);
        assertThat(missing("sum by (account) (a)", shown)).containsExactly("account");
    }

    private static List<String> missing(String expression, Scrape shown) {
        return NamedMetrics.missing(PromQl.of(expression), shown);
    }

    @ParameterizedTest(name = "with {0} go to {1}")
    @CsvSource({
        "'', none",
        "ALERT_WEBHOOK=https://hooks.example/a?b=1&c=2|3, webhook",
        "ALERT_MAIL_TO=desk@example.com, mail"
    })
    @DisplayName("are sent where the environment says")
    void receivers(String setting, String receiver) throws Exception {
        var alertmanager = new ProcessBuilder("sh", "docker/prometheus/start-alertmanager.sh", "--print");
        alertmanager.environment().keySet().removeIf(name -> name.startsWith("ALERT_"));
        if (!setting.isEmpty()) {
            var parts = setting.split("=", 2);
            alertmanager.environment().put(parts[0], parts[1]);
        }
        var process = alertmanager.redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(text).isZero();
        assertThat(text).doesNotContain("${");
        var settings = new YAMLMapper().readTree(text);
        assertThat(settings.at("/route/receiver").asText()).isEqualTo(receiver);
        var places = settings.findValuesAsText("url").toString() + settings.findValuesAsText("to");
        assertThat(places).contains(setting.substring(setting.indexOf('=') + 1));
    }
}
