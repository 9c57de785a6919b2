package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A random service with random free slots and busy time, small enough to try every combination. */
record Scenario(Service service, Map<Long, Set<Instant>> slots, Map<String, List<Interval>> busy) {

    /** An evening in Berlin; the slots run over midnight, on over the change of clocks, and into the next evening. */
    static final Instant BEGIN = Instant.parse("2027-03-27T19:00:00Z");

    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora");

    private record Part(int minutes, Pause pause, StaffRule rule, Map<String, Set<Instant>> starts) {}

    FreeSlots free() {
        return FreeSlots.of(slots);
    }

    static Arbitrary<Scenario> any() {
        return Combinators.combine(parts().list().ofMinSize(1).ofMaxSize(4), busyTimes())
                .as(Scenario::of)
                .withoutEdgeCases();
    }

    static Arbitrary<Instant> instants() {
        // Two dense stretches a day apart: most pauses can be met, and a search has to work in several blocks.
        return Arbitraries.integers().between(0, 59).map(i -> BEGIN.plusSeconds(i * 600L + (i < 30 ? 0 : 20 * 3600)));
    }

    static Arbitrary<Map<String, List<Interval>>> busyTimes() {
        var interval = Combinators.combine(instants(), Arbitraries.integers().between(1, 9))
                .as((start, fives) -> new Interval(start, start.plusSeconds(fives * 300L)));
        return Arbitraries.maps(Arbitraries.of(STAFF), interval.list().ofMaxSize(4))
                .ofMaxSize(4);
    }

    private static Arbitrary<Part> parts() {
        var minutes = Arbitraries.integers().between(0, 4).map(i -> i * 10);
        var pause = Combinators.combine(minutes, minutes, Arbitraries.doubles().between(0, 1))
                .as((min, more, share) -> new Pause(min, min + more, min + (int) (more * share)));
        var starts = Arbitraries.maps(
                        Arbitraries.of(STAFF), instants().set().ofMinSize(5).ofMaxSize(16))
                .ofMinSize(1)
                .ofMaxSize(4)
                .withoutEdgeCases();
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6).map(i -> i * 10),
                        pause,
                        Arbitraries.of(StaffRule.ANY, StaffRule.SAME, StaffRule.DIFFERENT),
                        starts)
                .as(Part::new);
    }

    private static Scenario of(List<Part> parts, Map<String, List<Interval>> busy) {
        var segments = new ArrayList<Segment>();
        var slots = new HashMap<Long, Set<Instant>>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var eventTypes = new LinkedHashMap<String, Long>();
            for (var staff : part.starts().keySet()) {
                long id = 100L * i + STAFF.indexOf(staff);
                eventTypes.put(staff, id);
                slots.put(id, part.starts().get(staff));
            }
            segments.add(new Segment(
                    "s" + i,
                    "S" + i,
                    part.minutes(),
                    i == parts.size() - 1 ? Pause.NONE : part.pause(),
                    i == 0 ? StaffRule.ANY : part.rule(),
                    eventTypes));
        }
        return new Scenario(new Service("any", "Any", "salon", 0, List.copyOf(segments)), slots, busy);
    }
}
