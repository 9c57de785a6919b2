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
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the services of the catalog file, and checks what only the whole of a service can tell. */
final class ServiceReader {

    private static final List<String> SERVICE = Stream.concat(
                    Stream.of("name", "segments", "account"), PolicyReader.KEYS.stream())
            .toList();
    private static final List<String> SEGMENT = List.of(
            "key", "name", "minutes", "needs", "staff", "pauseAfter", "staffRule", "optional", "durations", "price");
    private static final List<String> PERSON = List.of("eventType", "minutes", "pauseAfter", "price");
    private static final List<String> RULES = List.of("any", "same", "different");
    private static final int DAY = 24 * 60;

    private final String account;
    private final Set<String> staff;
    private final TermsReader terms;
    private final NeedsReader needs;
    private final Mistakes mistakes;
    private final PolicyReader policies;
    private final Map<String, EventTypeUse> eventTypes = new HashMap<>();

    ServiceReader(String account, Set<String> staff, TermsReader terms, NeedsReader needs, Mistakes mistakes) {
        this.account = account;
        this.staff = staff;
        this.terms = terms;
        this.needs = needs;
        this.mistakes = mistakes;
        this.policies = new PolicyReader(mistakes);
    }

    /** What only all services together can tell. */
    void check(Map<String, Service> services) {
        policies.check(services);
    }

    /** Where an event type is named first, and for what. Its account, host and length are the same wherever it is named. */
    private record EventTypeUse(int line, String staff, int minutes) {}

    /** A person of a segment: the event type, and terms of their own or the segment's. */
    private record Person(long eventType, Terms terms) {}

    Service service(Section.Entry line) {
        var section =
                new Section(line.value(), "service '" + line.key() + "'", line.mark(), mistakes).allowing(SERVICE);
        var its = section.find("account").map(e -> section.id(e, account)).orElse(account);
        return new Service(
                line.key(),
                section.text("name", line.key()),
                its,
                policies.noticeMinutes(section),
                policies.horizonDays(section),
                section.limit("perDay"),
                policies.atCalcom(section),
                policies.staffing(section),
                policies.rules(line.key(), section),
                policies.confirmWithin(section),
                policies.duringPause(section),
                segments(section, its),
                null);
    }

    private List<Segment> segments(Section service, String its) {
        var nodes = service.list("segments");
        var segments = new ArrayList<Segment>();
        var sections = new ArrayList<Section>();
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
            sections.add(section);
        }
        if (!segments.isEmpty() && segments.stream().allMatch(Segment::optional)) {
            mistakes.at(
                    service.mark(),
                    service.what() + " has only optional segments; remove `optional` from one that is always booked");
        }
        requirePrices(service, segments, sections);
        return List.copyOf(segments);
    }

    /** A service has prices throughout or none at all: else no sum of them would be true. */
    private void requirePrices(Section service, List<Segment> segments, List<Section> sections) {
        if (segments.stream().flatMap(Segment::termsOfAll).allMatch(t -> t.price() == null)) {
            return;
        }
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var without = segment.eventTypes().keySet().stream()
                    .filter(who -> segment.terms(who).price() == null)
                    .toList();
            if (!without.isEmpty()) {
                mistakes.at(
                        sections.get(i).mark(),
                        "%s has no price for %s, but %s has prices; write `price: 0` for what costs nothing"
                                .formatted(sections.get(i).what(), String.join(", ", without), service.what()));
            }
        }
    }

    private Segment segment(Section section, String key, String its, boolean last) {
        var usual = terms.usual(section, last);
        var people = section.need("staff", "{ anna: 101 }")
                .map(e -> people(section, e, its, usual, last))
                .orElse(Map.of());
        var eventTypes = new LinkedHashMap<String, Long>();
        var own = new LinkedHashMap<Long, Terms>();
        people.forEach((who, person) -> {
            eventTypes.put(who, person.eventType());
            if (!person.terms().equals(usual)) {
                own.put(person.eventType(), person.terms());
            }
        });
        return new Segment(
                key,
                section.find("name").map(e -> section.text(e, key)).orElse(key),
                usual,
                section.find("staffRule").map(e -> rule(section, e)).orElse(StaffRule.ANY),
                Collections.unmodifiableMap(eventTypes),
                Map.copyOf(own),
                section.find("optional").map(section::yes).orElse(false),
                section.find("durations")
                        .map(e -> durations(section, e, its, usual.minutes()))
                        .orElse(Map.of()),
                needs.needs(section));
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
                var terms = new Terms(minutes, Pause.NONE, null);
                var eventTypes = new LinkedHashMap<String, Long>();
                people(named, line, its, terms, true).forEach((who, person) -> eventTypes.put(who, person.eventType()));
                durations.put(minutes, Collections.unmodifiableMap(eventTypes));
            }
        }
        return Collections.unmodifiableMap(durations);
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

    private Map<String, Person> people(Section segment, Section.Entry entry, String its, Terms usual, boolean last) {
        var section = new Section(entry.value(), "the staff of " + segment.what(), entry.mark(), mistakes);
        var people = new LinkedHashMap<String, Person>();
        for (var line : section.byId()) {
            if (!staff.contains(line.key())) {
                mistakes.at(
                        line.mark(),
                        "%s names staff '%s', who is not in `staff`; write one of %s"
                                .formatted(segment.what(), line.key(), String.join(", ", staff)));
            }
            people.put(line.key(), person(segment, section, line, its, usual, last));
        }
        return people;
    }

    /** {@code anna: 201}, or {@code ben: { eventType: 212, minutes: 40 }} with terms of their own. */
    private Person person(
            Section segment, Section staffSection, Section.Entry line, String its, Terms usual, boolean last) {
        if (line.value() instanceof MappingNode) {
            var section = new Section(
                            line.value(), "'%s' in %s".formatted(line.key(), segment.what()), line.mark(), mistakes)
                    .allowing(PERSON);
            var own = terms.own(section, usual, last);
            var id = section.need("eventType", "101")
                    .map(e -> eventType(staffSection, line.key(), e, its, own.minutes()))
                    .orElse(0L);
            return new Person(id, own);
        }
        return new Person(eventType(staffSection, line.key(), line, its, usual.minutes()), usual);
    }

    private long eventType(Section section, String who, Section.Entry line, String its, int minutes) {
        long id = section.number(line, 1, Long.MAX_VALUE, 101);
        var use = new EventTypeUse(line.mark().getLine() + 1, who, minutes);
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
