package dev.interlude.platform.start;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;

/** What an operator knows a setting by. */
final class SettingName {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:.*)?}");

    private SettingName() {}

    /** The variable that config/application.yaml reads the setting from; the setting itself where it was set otherwise. */
    static String of(ConfigurableEnvironment environment, String key) {
        var written = environment.getPropertySources().stream()
                .map(source -> source.getProperty(key))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
        return written.stream()
                .map(VARIABLE::matcher)
                .filter(Matcher::matches)
                .filter(found -> found.group().equals(written.get(0))
                        || written.get(0).equals(environment.getProperty(found.group(1))))
                .map(found -> found.group(1))
                .findFirst()
                .orElse(key);
    }
}
