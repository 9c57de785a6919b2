package dev.interlude.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was written while a suite ran, by case: cut at the lines {@code » begin CLASS#METHOD} and {@code » end CLASS#METHOD …}. */
record TestOutput(Map<String, List<String>> byMethod) {

    /** More than a person reads; the last ones are kept. */
    private static final int MOST = 400;

    /**
     * @param parts of its cases, in order; a part may have lines of the next case or the one before
     * @param type of the suite: cases of others are left out
     */
    static TestOutput of(List<String> parts, String type) {
        var byMethod = new HashMap<String, List<String>>();
        String running = null;
        for (var line : String.join("", parts).split("\\R")) {
            if (line.startsWith("» begin ")) {
                running = line.startsWith("» begin " + type + "#") ? method(line.split(" ")[2]) : null;
            } else if (line.startsWith("» end ")) {
                running = null;
            } else if (running != null && !line.startsWith("» ")) { // figures are shown elsewhere
                byMethod.computeIfAbsent(running, name -> new ArrayList<>()).add(line);
            }
        }
        return new TestOutput(byMethod);
    }

    /** The lines of the servers that ran as processes of their own during this case. */
    static List<String> ofServers(Path folder, String type, String method, Instant since) throws IOException {
        var lines = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return lines;
        }
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (var log : logs) {
                if (Files.getLastModifiedTime(log).toInstant().isBefore(since)) {
                    continue; // of a run before this one
                }
                var found = of(List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)), type)
                        .byMethod()
                        .getOrDefault(method, List.of());
                if (!found.isEmpty()) {
                    lines.add("— " + log + " —");
                    lines.addAll(found);
                }
            }
        }
        return lines;
    }

    private static String method(String marked) {
        return marked.substring(marked.indexOf('#') + 1).replaceFirst("\\[.*", "");
    }

    /** @param otherwise what Surefire took for this case's, for runs without such lines */
    List<String> of(String method, String otherwise) {
        return byMethod.isEmpty() ? otherwise.lines().toList() : byMethod.getOrDefault(method, List.of());
    }

    /** As many of the last ones as a report can bear. */
    static List<String> last(List<String> lines) {
        if (lines.size() <= MOST) {
            return lines;
        }
        var last = new ArrayList<>(lines.subList(lines.size() - MOST, lines.size()));
        last.add(
                0,
                "… %d lines before these are in target/surefire-reports or target/servers"
                        .formatted(lines.size() - MOST));
        return last;
    }
}
