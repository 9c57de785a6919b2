package dev.interlude.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffMember;
import dev.interlude.catalog.StaffRule;
import dev.interlude.waitlist.FreedTime.Place;
import dev.interlude.waitlist.Wanted.TimeOfDay;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("The search for what a freed time makes possible")
class FreedSearchPropertyTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NINE = Instant.parse("2030-01-07T09:00:00Z");
    private static final int STEP = 15;

    /** A service, who is free and held when, what is freed, and what is wanted, all by chance. */
    private static final class World {

        final Service service;
        final FreeSlots known;
        final Map<String, List<Interval>> held = new HashMap<>();
        final FreedTime freed;
        final Wanted wanted;
        final VacatedSlots slots;

        World(Random random) {
            var segments = new ArrayList<Segment>();
            var two = random.nextBoolean();
            var pause = two ? new Pause(0, STEP * random.nextInt(3), 0) : Pause.NONE;
            segments.add(segment("one", STEP * (1 + random.nextInt(3)), pause, StaffRule.ANY, 11));
            if (two) {
                var rule = StaffRule.values()[random.nextInt(3)];
                segments.add(segment("two", STEP * (1 + random.nextInt(3)), Pause.NONE, rule, 21));
            }
            service = new Service("any", "Any", "salon", 0, List.copyOf(segments));
            var starts = new HashMap<Long, List<Instant>>();
            for (var segment : segments) {
                segment.eventTypes().values().forEach(id -> starts.put(id, some(random)));
            }
            known = FreeSlots.of(starts);
            for (var staff : List.of("anna", "ben")) {
                held.put(staff, random.nextBoolean() ? List.of() : List.of(interval(random)));
            }
            freed = new FreedTime(UUID.randomUUID(), "anna", null, interval(random), random.nextBoolean(), Place.FIRST);
            var begin = LocalTime.of(9, 0).plusMinutes(STEP * (long) random.nextInt(6));
            wanted = new Wanted(
                    "any",
                    UTC,
                    NINE,
                    NINE.plusSeconds(3 * 3600),
                    Set.of(),
                    random.nextBoolean() ? List.of() : List.of(new TimeOfDay(begin, begin.plusMinutes(60))),
                    random.nextInt(3) > 0 ? Set.of() : Set.of("anna"));
            var catalog = new Catalog(
                    UTC,
                    "salon",
                    Map.of("anna", new StaffMember("anna", "Anna"), "ben", new StaffMember("ben", "Ben")),
                    Map.of("any", service));
            slots = new VacatedSlots(catalog, known);
        }

        private static Segment segment(String key, int minutes, Pause pause, StaffRule rule, long id) {
            return new Segment(key, key, minutes, pause, rule, Map.of("anna", id, "ben", id + 1));
        }

        private static List<Instant> some(Random random) {
            var starts = new ArrayList<Instant>();
            for (int minute = 0; minute < 180; minute += STEP) {
                if (random.nextInt(3) == 0) {
                    starts.add(NINE.plusSeconds(minute * 60L));
                }
            }
            return starts;
        }

        private static Interval interval(Random random) {
            var begin = NINE.plusSeconds(STEP * 60L * random.nextInt(8));
            return new Interval(begin, begin.plusSeconds(STEP * 60L * (1 + random.nextInt(4))));
        }

        Predicate<Offer> inside() {
            return offer -> offer.segments().stream()
                    .anyMatch(s -> s.staff().equals("anna")
                            && !s.start().isBefore(freed.during().start())
                            && !s.end().isAfter(freed.during().end()));
        }

        /** Everything that could be offered, tried one by one. */
        List<Offer> all() {
            var complete = new ArrayList<List<OfferedSegment>>();
            extend(List.of(), complete);
            return complete.stream()
                    .map(parts -> Offer.of("any", parts))
                    .filter(offer -> offer.segments().stream()
                            .anyMatch(s -> s.staff().equals("anna")
                                    && freed.during().overlaps(new Interval(s.start(), s.end()))))
                    .filter(wanted::accepts)
                    .toList();
        }

        private void extend(List<OfferedSegment> parts, List<List<OfferedSegment>> complete) {
            if (parts.size() == service.segments().size()) {
                complete.add(parts);
                return;
            }
            var segment = service.segments().get(parts.size());
            var before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            segment.eventTypes().forEach((staff, id) -> {
                for (var start : slots.starts(freed, segment, staff)) {
                    var end = start.plusSeconds(segment.minutes(staff) * 60L);
                    var during = new Interval(start, end);
                    var free = held.get(staff).stream().noneMatch(during::overlaps);
                    var follows = before == null
                            || service.segments()
                                            .get(parts.size() - 1)
                                            .pause(before.staff())
                                            .allows(java.time.Duration.between(before.end(), start)
                                                    .toMinutes())
                                    && !start.isBefore(before.end())
                                    && segment.staffRule().allows(before.staff(), staff);
                    if (free && follows) {
                        var more = new ArrayList<>(parts);
                        more.add(new OfferedSegment(segment.key(), staff, id, start, end));
                        extend(more, complete);
                    }
                }
            });
        }
    }

    @Property(tries = 400)
    @Label("finds something just when there is something; and what lies within the freed time, if anything does")
    void agreesWithBruteForce(@ForAll long seed) {
        var world = new World(new Random(seed));
        var all = world.all();

        var found = new FreedSearch(world.freed, UTC, world.slots, world.held, FullDays.NONE, FreeUnits.ALL)
                .find(
                        world.service,
                        world.wanted,
                        new Interval(NINE.minusSeconds(86400), NINE.plusSeconds(86400)),
                        offer -> true);

        assertThat(found.isPresent()).isEqualTo(!all.isEmpty());
        found.ifPresent(offer -> {
            assertThat(all).contains(offer);
            assertThat(world.inside().test(offer)).isEqualTo(all.stream().anyMatch(world.inside()));
        });
    }
}
