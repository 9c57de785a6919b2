package dev.interlude.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line of {@code config/application.yaml}. A section has lines of its own; {@code profile} is empty for the defaults. */
record Setting(String profile, String key, String value, String meaning, boolean isSection) {

    private static final Pattern LINE = Pattern.compile("( *)([\\w.-]+):(?: +(\"[^\"]*\"|[^#]*?))?(?: *# (.*))?");

    private record Section(int indent, String name) {}

    static List<Setting> all() {
        try {
            return read(Files.readString(Path.of("config/application.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Setting> read(String yaml) {
        var settings = new ArrayList<Setting>();
        var above = new ArrayDeque<Section>();
        var profile = "";
        for (var line : yaml.lines().toList()) {
            var parts = LINE.matcher(line);
            if (line.startsWith("spring.config.activate.on-profile: ")) {
                profile = line.substring(line.indexOf(": ") + 2).strip();
            } else if (!line.startsWith("#") && parts.matches()) {
                var indent = parts.group(1).length();
                while (!above.isEmpty() && above.getLast().indent >= indent) {
                    above.removeLast();
                }
                above.addLast(new Section(indent, parts.group(2)));
                var key = above.stream().map(Section::name).collect(Collectors.joining("."));
                settings.add(new Setting(profile, key, orEmpty(parts.group(3)), orEmpty(parts.group(4)), false));
            }
        }
        return settings.stream().map(setting -> setting.among(settings)).toList();
    }

    private Setting among(List<Setting> all) {
        var section = all.stream().anyMatch(other -> other.key.startsWith(key + "."));
        return new Setting(profile, key, value, meaning, section);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text.strip();
    }
}
