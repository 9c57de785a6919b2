package dev.interlude.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the resources of the catalog file. */
final class ResourceReader {

    private static final List<String> RESOURCE = List.of("name", "count", "hours");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern SPAN =
            Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final int MOST = 1000;

    private final Mistakes mistakes;

    ResourceReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Map<String, Resource> resources(Section.Entry entry) {
        var resources = new LinkedHashMap<String, Resource>();
        for (var line : new Section(entry.value(), "`resources`", entry.mark(), mistakes).byId()) {
            resources.put(line.key(), resource(line));
        }
        return Collections.unmodifiableMap(resources);
    }

    private Resource resource(Section.Entry line) {
        var section =
                new Section(line.value(), "resource '" + line.key() + "'", line.mark(), mistakes).allowing(RESOURCE);
        return new Resource(
                line.key(),
                section.find("name").map(e -> section.text(e, line.key())).orElse(line.key()),
                section.number("count", 1, MOST, 1),
                section.find("hours").map(e -> hours(section, e)).orElse(OpeningHours.ALWAYS));
    }

    private OpeningHours hours(Section resource, Section.Entry entry) {
        var section = new Section(entry.value(), "`hours` of " + resource.what(), entry.mark(), mistakes);
        var hours = new EnumMap<DayOfWeek, List<OpeningHours.Span>>(DayOfWeek.class);
        for (var line : section.byId()) {
            var spans = spans(section, line);
            for (var day : days(section, line)) {
                if (hours.put(day, spans) != null) {
                    mistakes.at(
                            line.mark(),
                            "%s names %s twice; name each day once".formatted(section.what(), DAYS.get(day.ordinal())));
                }
            }
        }
        return new OpeningHours(Collections.unmodifiableMap(hours));
    }

    private List<DayOfWeek> days(Section section, Section.Entry line) {
        var ends = line.key().split("-", 2);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (first < 0 || last < first) {
            mistakes.at(
                    line.mark(),
                    "%s has the unknown day '%s'; write one of %s, or the first and the last such as mon-fri"
                            .formatted(section.what(), line.key(), String.join(", ", DAYS)));
            return List.of();
        }
        return List.of(DayOfWeek.values()).subList(first, last + 1);
    }

    private List<OpeningHours.Span> spans(Section section, Section.Entry line) {
        var spans = new ArrayList<OpeningHours.Span>();
        for (var node : listed(line.value())) {
            var text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            var read = SPAN.matcher(text);
            var span = read.matches() ? span(read.group(3), text) : null;
            if (span == null) {
                mistakes.at(
                        node.getStartMark(),
                        "%s needs a time from and to as `%s`; write `%s: 09:00-18:00`"
                                .formatted(section.what(), line.key(), line.key()));
            } else if (!spans.isEmpty() && !spans.get(spans.size() - 1).isBefore(span)) {
                mistakes.at(
                        node.getStartMark(),
                        "%s has %s before the time in front of it has ended; write the times in their order"
                                .formatted(section.what(), text));
            } else {
                spans.add(span);
            }
        }
        return List.copyOf(spans);
    }

    /** Null if it ends before it begins. */
    private static OpeningHours.Span span(String end, String text) {
        var from = LocalTime.parse(text.substring(0, 5));
        var to = end.equals("24:00") ? LocalTime.MIN : LocalTime.parse(end);
        return to.equals(LocalTime.MIN) && end.equals("24:00") || from.isBefore(to)
                ? new OpeningHours.Span(from, to)
                : null;
    }

    /** The entries of a list, or one that stands alone. */
    static List<Node> listed(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }
}
