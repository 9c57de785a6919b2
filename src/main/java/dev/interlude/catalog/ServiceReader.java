package dev.interlude.catalog;

import dev.interlude.platform.Spelling;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the services of the catalog file, and checks what only the whole of a service can tell. */
final class ServiceReader {

    private static final List<String> SERVICE =
            List.of("name", "segments", "account", "noticeMinutes", "horizonDays", "perDay", "atCalcom", "staffing");
    private static final List<String> AT_CALCOM = List.of("cancelled", "moved");
    private static final List<String> SEGMENT =
            List.of("key", "name", "minutes", "staff", "pauseAfter", "staffRule", "optional", "durations");
    private static final List<String> PAUSE = List.of("min", "max", "preferred");
    private static final List<String> RULES = List.of("any", "same", "different");
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final int YEAR = 365 * DAY;
    private static final int TEN_YEARS = 3650;

    private final String account;
    private final Set<String> staff;
    private final Mistakes mistakes;
    private final Map<String, EventTypeUse> eventTypes = new HashMap<>();

    ServiceReader(String account, Set<String> staff, Mistakes mistakes) {
        this.account = account;
        this.staff = staff;
        this.mistakes = mistakes;
    }

    /** Where an event type is named first, and for what. Its account, host and length are the same wherever it is named. */
    private record EventTypeUse(int line, String staff, long minutes) {}

    Service service(Section.Entry line) {
        var section =
                new Section(line.value(), "service '" + line.key() + "'", line.mark(), mistakes).allowing(SERVICE);
        var its = section.find("account").map(e -> section.id(e, account)).orElse(account);
        return new Service(
                line.key(),
                section.text("name", line.key()),
                its,
                section.find("noticeMinutes")
                        .map(e -> (int) section.number(e, 0, YEAR, 0))
                        .orElse(0),
                section.find("horizonDays")
                        .map(e -> (int) section.number(e, 1, TEN_YEARS, 365))
                        .orElse(Service.USUAL_HORIZON),
                section.limit("perDay"),
                section.find("atCalcom").map(e -> atCalcom(section, e)).orElse(AtCalcom.DEFAULT),
                section.find("staffing")
                        .map(e -> section.oneOf(e, Staffing.FAIR))
                        .orElse(Staffing.FAIR),
                segments(section, its));
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

    private List<Segment> segments(Section service, String its) {
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
            var segment = segment(section.allowing(SEGMENT), key, its, i == nodes.size() - 1);
            if (!keys.add(key)) {
                mistakes.at(
                        section.mark(), service.what() + " has two segments '" + key + "'; give this one another key");
            }
            possible = possibleStaff(section, segment, possible);
            segments.add(segment);
        }
        if (!segments.isEmpty() && segments.stream().allMatch(Segment::optional)) {
            mistakes.at(
                    service.mark(),
                    service.what() + " has only optional segments; remove `optional` from one that is always booked");
        }
        return List.copyOf(segments);
    }

    private Segment segment(Section section, String key, String its, boolean last) {
        int minutes = section.number("minutes", 1, DAY, 30);
        return new Segment(
                key,
                section.find("name").map(e -> section.text(e, key)).orElse(key),
                minutes,
                section.find("pauseAfter").map(e -> pause(section, e, last)).orElse(Pause.NONE),
                section.find("staffRule").map(e -> rule(section, e)).orElse(StaffRule.ANY),
                section.need("staff", "{ anna: 101 }")
                        .map(e -> eventTypes(section, e, its, minutes))
                        .orElse(Map.of()),
                section.find("optional").map(section::yes).orElse(false),
                section.find("durations")
                        .map(e -> durations(section, e, its, minutes))
                        .orElse(Map.of()));
    }

    /** An event type has one length in Cal.com, so each other length has event types of its own. */
    private Map<Integer, Map<String, Long>> durations(Section segment, Section.Entry entry, String its, int usual) {
        var section = new Section(entry.value(), "`durations` of " + segment.what(), entry.mark(), mistakes);
        var durations = new TreeMap<Integer, Map<String, Long>>();
        for (var line : section.byNumber(DAY, "45: { anna: 202 }")) {
            int minutes = Integer.parseInt(line.key());
            if (minutes == usual) {
                mistakes.at(
                        line.mark(),
                        "%s has %d, which are its `minutes`; write another length, or remove this line"
                                .formatted(section.what(), minutes));
            } else {
                var named = segment.named("the %d minutes of %s".formatted(minutes, segment.what()));
                durations.put(minutes, eventTypes(named, line, its, minutes));
            }
        }
        return Collections.unmodifiableMap(durations);
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
        var text = segment.text(entry, "any");
        if (RULES.contains(text)) {
            return StaffRule.valueOf(text.toUpperCase(Locale.ROOT));
        }
        mistakes.at(
                entry.value().getStartMark(),
                "%s has the unknown staffRule '%s'; %s".formatted(segment.what(), text, Spelling.advice(text, RULES)));
        return StaffRule.ANY;
    }

    private Map<String, Long> eventTypes(Section segment, Section.Entry entry, String its, int minutes) {
        var section = new Section(entry.value(), "the staff of " + segment.what(), entry.mark(), mistakes);
        var eventTypeIds = new LinkedHashMap<String, Long>();
        for (var line : section.byId()) {
            if (!staff.contains(line.key())) {
                mistakes.at(
                        line.mark(),
                        "%s names staff '%s', who is not in `staff`; write one of %s"
                                .formatted(segment.what(), line.key(), String.join(", ", staff)));
            }
            eventTypeIds.put(line.key(), eventType(section, line, its, minutes));
        }
        return Collections.unmodifiableMap(eventTypeIds);
    }

    private long eventType(Section section, Section.Entry line, String its, int minutes) {
        long id = section.number(line, 1, Long.MAX_VALUE, 101);
        var use = new EventTypeUse(line.mark().getLine() + 1, line.key(), minutes);
        var first = eventTypes.putIfAbsent(its + " " + id, use);
        if (first != null
                && line.value() instanceof ScalarNode written
                && written.getValue().equals("" + id)) {
            requireSame(section, line, id, use, first);
        }
        return id;
    }

    /** An event type may stand in several services and segments, but it has one host and one length. */
    private void requireSame(Section section, Section.Entry line, long id, EventTypeUse use, EventTypeUse first) {
        if (!use.staff().equals(first.staff())) {
            mistakes.at(
                    line.value().getStartMark(),
                    "%s gives '%s' event type %d, which line %d gives '%s'; write the id of an event type of '%s'"
                            .formatted(section.what(), use.staff(), id, first.line(), first.staff(), use.staff()));
        } else if (use.minutes() != first.minutes()) {
            mistakes.at(
                    line.value().getStartMark(),
                    "%s uses event type %d for %d minutes, and line %d for %d; write the id of another event type, or the same minutes"
                            .formatted(section.what(), id, use.minutes(), first.line(), first.minutes()));
        }
    }

    /**
     * Who can do this segment given the rules of the segments before.
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
                        section.what() + " is the first, so there is no one to compare with; remove `staffRule`");
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
