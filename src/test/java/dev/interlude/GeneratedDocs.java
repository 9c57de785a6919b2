package dev.interlude;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.RouteFile.Route;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;

/** The two pages of {@code docs/} that say what the files say: all routes, all settings. */
final class GeneratedDocs {

    private static final String MADE_BY =
            "<!-- Written by ./mvnw -q test -Dtest=GeneratedDocsTest -Ddocs.write=true; do not edit. -->\n";

    /** What of an endpoint's parameters tells a reader where it begins. */
    private static final List<String> TELLING =
            List.of("httpMethodRestrict", "path", "name", "timerName", "triggerName", "period", "cron");

    private GeneratedDocs() {}

    static String routes(List<RouteFile> files) {
        var rooms = files.stream()
                .flatMap(RouteFile::routes)
                .collect(groupingBy(route -> route.file().room(), TreeMap::new, joiningRows()));
        return "# Routes\n\n" + MADE_BY
                + rooms.entrySet().stream().map(GeneratedDocs::room).collect(joining());
    }

    static String settings(List<Setting> settings) {
        return "# Settings\n\n" + MADE_BY
                + """

                All of them are in [config/application.yaml](../config/application.yaml). The environment variable, where one
                is named, wins over the default; so does `--<key>=<value>` behind `./interlude start`.
                Secrets are read from the environment only.

                | key | default | environment | meaning |
                |---|---|---|---|
                """
                + rows(settings, "")
                + """

                With the profile `sandbox`, instead:

                | key | default | environment | meaning |
                |---|---|---|---|
                """
                + rows(settings, "sandbox");
    }

    private static String room(Map.Entry<String, String> room) {
        return "\n## " + room.getKey() + "\n\n| route | does | begins at |\n|---|---|---|\n" + room.getValue();
    }

    private static Collector<Route, ?, String> joiningRows() {
        return mapping(GeneratedDocs::row, joining());
    }

    private static String row(Route route) {
        return "| [%s](../%s) | %s | %s |%n"
                .formatted(route.id(), route.file().name(), cell(route.says("description")), cell(from(route.from())));
    }

    private static String from(JsonNode from) {
        var parameters = from.path("parameters");
        return TELLING.stream()
                .map(parameters::path)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .collect(joining(" ", "`" + from.path("uri").asText() + "` ", ""));
    }

    private static String rows(List<Setting> settings, String profile) {
        return settings.stream()
                .filter(setting -> setting.profile().equals(profile) && !setting.isSection())
                .map(GeneratedDocs::row)
                .collect(joining());
    }

    private static String row(Setting setting) {
        var variable = setting.value().replaceAll("^\\$\\{([A-Z_]+):.*}$", "$1");
        var named = !variable.equals(setting.value());
        var value = named
                ? setting.value()
                        .substring(variable.length() + 3, setting.value().length() - 1)
                : setting.value();
        return "| %s | %s | %s | %s |%n"
                .formatted(code(setting.key()), code(value), named ? code(variable) : "", cell(setting.meaning()));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
