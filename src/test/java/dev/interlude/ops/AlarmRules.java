package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The alarms and dashboards that come along. */
final class AlarmRules {

    static final Path RULES = Path.of("docker/prometheus/alerts.yaml");
    static final Path TESTS = Path.of("docker/prometheus/alerts-test.yaml");
    private static final Path DASHBOARDS = Path.of("docker/grafana/dashboards");

    /** @param runbook as written, with its placeholder */
    record Alarm(String name, String expression, String severity, String summary, String runbook) {}

    private AlarmRules() {}

    static List<Alarm> alarms() {
        return yaml(RULES)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule -> new Alarm(
                        rule.path("alert").asText(),
                        rule.path("expr").asText().strip(),
                        rule.at("/labels/severity").asText(),
                        rule.at("/annotations/summary").asText(),
                        rule.at("/annotations/runbook_url").asText()))
                .toList();
    }

    /** Those of alarms and of panels, by where they stand. */
    static Map<String, String> expressions() {
        var all = new TreeMap<String, String>();
        alarms().forEach(alarm -> all.put("alarm " + alarm.name(), alarm.expression()));
        dashboards().forEach(file -> panels(file).forEach(panel -> panel.path("targets")
                .forEach(target -> all.put(
                        "%s, %s %s, %s"
                                .formatted(
                                        file.getFileName(),
                                        panel.path("id").asInt(),
                                        panel.path("title").asText(),
                                        target.path("refId").asText()),
                        target.path("expr").asText()))));
        return all;
    }

    static List<Path> dashboards() {
        try (var files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> panels(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile()).path("panels").valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
