package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Terms;
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
import net.jqwik.api.Tuple;

/** A random service with random free slots and busy time, small enough to try every combination. */
record Scenario(Service service, Map<Long, Set<Instant>> slots, Map<String, List<Interval>> busy) {

    /** An evening in Berlin; the slots run over midnight, on over the change of clocks, and into the next evening. */
    static final Instant BEGIN = Instant.parse("2027-03-27T19:00:00Z");

    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora");

    private record Part(Terms usual, StaffRule rule, Map<String, Set<Instant>> starts, Map<String, Terms> own) {}

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
        var terms = Combinators.combine(Arbitraries.integers().between(1, 6).map(i -> i * 10), pause)
                .as((length, then) -> new Terms(length, then, null));
        var own = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Map.<String, Terms>of())),
                Tuple.of(1, Arbitraries.maps(Arbitraries.of(STAFF), terms).ofMaxSize(3)));
        return Combinators.combine(
                        terms, Arbitraries.of(StaffRule.ANY, StaffRule.SAME, StaffRule.DIFFERENT), starts, own)
                .as(Part::new);
    }

    private static Terms withoutPause(Terms terms) {
        return new Terms(terms.minutes(), Pause.NONE, null);
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
            boolean last = i == parts.size() - 1;
            int position = i;
            var own = new HashMap<Long, Terms>();
            part.own()
                    .forEach((staff, terms) ->
                            own.put(100L * position + STAFF.indexOf(staff), last ? withoutPause(terms) : terms));
            segments.add(new Segment(
                    "s" + i,
                    "S" + i,
                    last ? withoutPause(part.usual()) : part.usual(),
                    i == 0 ? StaffRule.ANY : part.rule(),
                    eventTypes,
                    own,
                    false,
                    Map.of()));
        }
        return new Scenario(new Service("any", "Any", "salon", 0, List.copyOf(segments)), slots, busy);
    }
}
