package dev.interlude.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the services of the catalog file, and checks what only the whole of a service can tell. */
final class ServiceReader {

    private static final List<String> SERVICE =
            List.of("name", "segments", "account", "noticeMinutes", "perDay", "atCalcom");
    private static final List<String> AT_CALCOM = List.of("cancelled", "moved");
    private static final List<String> SEGMENT = List.of("key", "name", "minutes", "staff", "pauseAfter", "staffRule");
    private static final List<String> PAUSE = List.of("min", "max", "preferred");
    private static final List<String> RULES = List.of("any", "same", "different");
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final int YEAR = 365 * DAY;

    private final String account;
    private final Set<String> staff;
    private final Mistakes mistakes;
    private final Map<Long, Integer> eventTypeLines = new HashMap<>();

    ServiceReader(String account, Set<String> staff, Mistakes mistakes) {
        this.account = account;
        this.staff = staff;
        this.mistakes = mistakes;
    }

    Service service(Section.Entry line) {
        var section =
                new Section(line.value(), "service '" + line.key() + "'", line.mark(), mistakes).allowing(SERVICE);
        return new Service(
                line.key(),
                section.text("name", line.key()),
                section.find("account").map(e -> section.id(e, account)).orElse(account),
                section.find("noticeMinutes")
                        .map(e -> (int) section.number(e, 0, YEAR, 0))
                        .orElse(0),
                section.limit("perDay"),
                section.find("atCalcom").map(e -> atCalcom(section, e)).orElse(AtCalcom.DEFAULT),
                segments(section));
    }

    private AtCalcom atCalcom(Section service, Section.Entry entry) {
        var section = new Section(entry.value(), "`atCalcom` of " + service.what(), entry.mark(), mistakes)
                .allowing(AT_CALCOM);
        return new AtCalcom(
                section.find("cancelled")
                        .map(e -> section.oneOf(e, AtCalcom.DEFAULT.cancelled()))
                        .orElse(AtCalcom.DEFAULT.cancelled()),
                section.find("moved")
                        .map(e -> section.oneOf(e, AtCalcom.DEFAULT.moved()))
                        .orElse(AtCalcom.DEFAULT.moved()));
    }

    private List<Segment> segments(Section service) {
        var nodes = service.list("segments");
        var segments = new ArrayList<Segment>();
        var keys = new HashSet<String>();
        Set<String> possible = null;
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var unnamed = new Section(
                    node, "segment %d of %s".formatted(i + 1, service.what()), node.getStartMark(), mistakes);
            var key = unnamed.id("key", "cut");
            var section = unnamed.named("segment '%s' of %s".formatted(key, service.what()));
            var segment = segment(section.allowing(SEGMENT), key, i == nodes.size() - 1);
            if (!keys.add(key)) {
                mistakes.at(
                        section.mark(), service.what() + " has two segments '" + key + "'; give this one another key");
            }
            possible = possibleStaff(section, segment, possible);
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    private Segment segment(Section section, String key, boolean last) {
        return new Segment(
                key,
                section.find("name").map(e -> section.text(e, key)).orElse(key),
                section.number("minutes", 1, DAY, 30),
                section.find("pauseAfter").map(e -> pause(section, e, last)).orElse(Pause.NONE),
                section.find("staffRule").map(e -> rule(section, e)).orElse(StaffRule.ANY),
                section.need("staff", "{ anna: 101 }")
                        .map(e -> eventTypes(section, e))
                        .orElse(Map.of()));
    }

    private Pause pause(Section segment, Section.Entry entry, boolean last) {
        if (last) {
            mistakes.at(
                    entry.mark(), segment.what() + " is the last and nothing follows its pause; remove `pauseAfter`");
            return Pause.NONE;
        }
        var section =
                new Section(entry.value(), "the pause after " + segment.what(), entry.mark(), mistakes).allowing(PAUSE);
        int min = section.number("min", 0, WEEK, 30);
        int max = section.number("max", 0, WEEK, Math.max(min, 30));
        int preferred = section.find("preferred")
                .map(e -> (int) section.number(e, 0, WEEK, min))
                .orElse(min);
        if (min > max) {
            mistakes.at(
                    entry.mark(),
                    "%s has min %d above max %d; write { min: %d, max: %d }"
                            .formatted(section.what(), min, max, max, min));
        } else if (preferred < min || preferred > max) {
            mistakes.at(
                    entry.mark(),
                    "%s prefers %d minutes; write a number from %d to %d"
                            .formatted(section.what(), preferred, min, max));
        }
        return new Pause(min, max, preferred);
    }

    private StaffRule rule(Section segment, Section.Entry entry) {
        var word = segment.text(entry, "any");
        if (RULES.contains(word)) {
            return StaffRule.valueOf(word.toUpperCase(Locale.ROOT));
        }
        mistakes.at(
                entry.value().getStartMark(),
                "%s has the unknown staffRule '%s'; %s".formatted(segment.what(), word, Spelling.advice(word, RULES)));
        return StaffRule.ANY;
    }

    private Map<String, Long> eventTypes(Section segment, Section.Entry entry) {
        var section = new Section(entry.value(), "the staff of " + segment.what(), entry.mark(), mistakes);
        var eventTypeIds = new LinkedHashMap<String, Long>();
        for (var line : section.byId()) {
            if (!staff.contains(line.key())) {
                mistakes.at(
                        line.mark(),
                        "%s names staff '%s', who is not in `staff`; write one of %s"
                                .formatted(segment.what(), line.key(), String.join(", ", staff)));
            }
            eventTypeIds.put(line.key(), eventType(section, line));
        }
        return Collections.unmodifiableMap(eventTypeIds);
    }

    private long eventType(Section section, Section.Entry line) {
        long id = section.number(line, 1, Long.MAX_VALUE, 101);
        var first = eventTypeLines.putIfAbsent(id, line.mark().getLine() + 1);
        if (first != null
                && line.value() instanceof ScalarNode written
                && written.getValue().equals("" + id)) {
            mistakes.at(
                    line.value().getStartMark(),
                    "%s gives '%s' event type %d, which line %d uses already; write the id of another event type"
                            .formatted(section.what(), line.key(), id, first));
        }
        return id;
    }

    /**
     * Who can have done this segment when everybody before kept to their rule.
     *
     * @param before the same of the segment before, or null for the first
     */
    private Set<String> possibleStaff(Section section, Segment segment, Set<String> before) {
        var staffRule = segment.staffRule();
        var where = section.find("staffRule").map(Section.Entry::mark).orElse(section.mark());
        if (before == null) {
            if (staffRule != StaffRule.ANY) {
                mistakes.at(
                        where,
                        section.what() + " is the first, so there is nobody to compare with; remove `staffRule`");
            }
            return segment.eventTypes().keySet();
        }
        var possible = segment.eventTypes().keySet().stream()
                .filter(candidate -> before.stream().anyMatch(b -> staffRule.allows(b, candidate)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (possible.isEmpty() && !before.isEmpty() && !segment.eventTypes().isEmpty()) {
            mistakes.at(
                    where,
                    "%s has staffRule '%s', but the segment before is done by %s and this one by %s; change the rule or the staff"
                            .formatted(
                                    section.what(),
                                    staffRule.name().toLowerCase(Locale.ROOT),
                                    String.join(", ", before),
                                    String.join(", ", segment.eventTypes().keySet())));
            return segment.eventTypes().keySet();
        }
        return possible;
    }
}
