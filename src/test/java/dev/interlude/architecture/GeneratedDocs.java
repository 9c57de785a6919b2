package dev.interlude.architecture;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The page of {@code docs/} that lists all settings. */
final class GeneratedDocs {

    private static final String MADE_BY =
            "<!-- Written by ./mvnw -q test -Dtest=GeneratedDocsTest -Ddocs.write=true; do not edit. -->\n";

    private GeneratedDocs() {}

    static String settings(List<Setting> settings) {
        return "# Settings\n\n" + MADE_BY
                + """

                All of them are in [config/application.yaml](../config/application.yaml). The environment variable, where one
                is named, wins over the default; so does `--<key>=<value>` behind `./interlude start`.
                Any other key has its variable too: in capitals, with `_` for each dot and dash (`INTERLUDE_SAGA_BACK_OFF_MAX`).
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
