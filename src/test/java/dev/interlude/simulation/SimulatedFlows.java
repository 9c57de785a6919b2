package dev.interlude.simulation;

import dev.interlude.support.FlowFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The product's flows on one thread and with a clock that stands: queues and timers become direct calls (a timer's by the name
 * of its route), parallel becomes one after the other, a delay moves the clock, and the node may die around each call to Cal.com.
 */
final class SimulatedFlows {

    private static final Pattern ROUTE = Pattern.compile("    id: (\\S+)");
    private static final Pattern TRANSPORT = Pattern.compile("uri: (seda|timer|quartz)");
    private static final String SEND = "calcom-send-call-send";

    private final List<String> lines = new ArrayList<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private String route;

    /** What follows when the step that is open at this depth has ended. */
    private record Step(int depth, String then) {}

    private SimulatedFlows() {}

    static Path copied() {
        var folder = FlowFiles.copied();
        try (var files = Files.walk(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
                Files.write(file, new SimulatedFlows().rewritten(Files.readAllLines(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private List<String> rewritten(List<String> original) {
        for (int n = 0; n < original.size(); n++) {
            var line = original.get(n);
            var depth = depth(line);
            endSteps(line.isBlank() ? Integer.MAX_VALUE : depth);
            var named = ROUTE.matcher(line);
            if (named.matches()) {
                route = named.group(1);
            }
            var transport = TRANSPORT.matcher(line.strip());
            if (transport.matches()) {
                n = direct(original, n, transport.group(1).equals("seda"));
            } else if (line.strip().equals("- delay:")) {
                lines.add(" ".repeat(depth) + "- setVariable:");
                lines.add(" ".repeat(depth + 4) + "name: pausedMillis");
                open.push(new Step(depth, bean(depth, "virtualClock", "sleep(${variable.pausedMillis})")));
            } else if (line.strip().equals("- to:")
                    && original.get(n + 1).strip().equals("id: " + SEND)) {
                lines.add(bean(depth, "mortalNode", "sending(${variable.call.method}, ${header.CamelHttpUri})"));
                lines.add(line);
                open.push(new Step(depth, bean(depth, "mortalNode", "answered()")));
            } else if (!line.strip().matches("(asyncDelayed|parallelProcessing|executorService|timeout): .*")) {
                lines.add(line);
            }
        }
        endSteps(0);
        return lines;
    }

    private void endSteps(int depth) {
        while (!open.isEmpty() && depth <= open.peek().depth) {
            lines.add(open.pop().then);
        }
    }

    /** Of the parameters only the name is left; answers with the last line that belongs to them. */
    private int direct(List<String> original, int uri, boolean queue) {
        var depth = depth(original.get(uri));
        var name = queue ? null : route;
        var end = uri;
        while (end + 1 < original.size()
                && depth(original.get(end + 1)) >= depth
                && !original.get(end + 1).strip().equals("steps:")
                && (depth(original.get(end + 1)) > depth
                        || original.get(end + 1).strip().equals("parameters:"))) {
            end++;
            if (queue && original.get(end).strip().startsWith("name: ")) {
                name = original.get(end).strip().substring("name: ".length());
            }
        }
        lines.add(" ".repeat(depth) + "uri: direct");
        lines.add(" ".repeat(depth) + "parameters:");
        lines.add(" ".repeat(depth + 2) + "name: " + name);
        return end;
    }

    private static String bean(int depth, String ref, String method) {
        return " ".repeat(depth) + "- bean: { ref: " + ref + ", method: \"" + method + "\" }";
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }
}
