package dev.interlude.platform.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A change of one file as {@code docs/changing-flows.md} writes it.
 *
 * @param file from the project's folder
 * @param place the id of the step, or the whole line, that the text is put behind
 */
public record GuidedChange(String file, boolean behindStep, String place, String text) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(?m)^Into (?:`([^`]+)`|the same file), behind the (step|line) `([^`]+)`[^\n]*:\n```yaml\n((?s:.*?))^```$");

    private static final Pattern STEP = Pattern.compile("(?m)^ +id: (\\S+)$");

    /** The changes below a heading, in their order. */
    public static List<GuidedChange> under(String heading) {
        var changes = new ArrayList<GuidedChange>();
        var written = WRITTEN.matcher(section(heading));
        while (written.find()) {
            changes.add(new GuidedChange(
                    written.group(1) == null ? changes.get(changes.size() - 1).file : written.group(1),
                    written.group(2).equals("step"),
                    written.group(3),
                    written.group(4)));
        }
        return changes;
    }

    /** All of the document. */
    public static List<GuidedChange> all() {
        return under("");
    }

    /** The ids of the steps that it adds. */
    public Stream<String> steps() {
        return STEP.matcher(text).results().map(step -> step.group(1));
    }

    /** @throws IllegalArgumentException if the line is not there (of several, the first counts), or not just one such step */
    public String applied(String to) {
        var lines = to.lines().toList();
        var places = new ArrayList<Integer>();
        for (var n = 0; n < lines.size(); n++) {
            if (behindStep
                    ? lines.get(n).strip().equals("id: " + place)
                    : lines.get(n).equals(place)) {
                places.add(n);
            }
        }
        if (places.isEmpty() || behindStep && places.size() > 1) {
            throw new IllegalArgumentException("%s has %d places '%s'".formatted(file, places.size(), place));
        }
        var end = behindStep ? endOfStep(lines, places.get(0)) : places.get(0) + 1;
        return String.join("\n", lines.subList(0, end)) + "\n" + text
                + String.join("\n", lines.subList(end, lines.size())) + "\n";
    }

    /** A step ends before the next line that is indented no further than its dash. */
    private static int endOfStep(List<String> lines, int id) {
        var dash = indent(lines.get(id - 1));
        var end = id;
        while (end < lines.size() && indent(lines.get(end)) > dash) {
            end++;
        }
        return end;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String section(String heading) {
        try {
            var guide = Files.readString(Path.of("docs/changing-flows.md"));
            var start = guide.indexOf(heading.isEmpty() ? "" : "\n## " + heading + "\n");
            if (start < 0) {
                throw new IllegalArgumentException("docs/changing-flows.md has no heading " + heading);
            }
            var next = guide.indexOf("\n## ", start + 1);
            return heading.isEmpty() || next < 0 ? guide.substring(start) : guide.substring(start, next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
