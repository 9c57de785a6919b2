package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.AppointmentRules;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Staffing;
import dev.interlude.catalog.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Each service is tried alone, by its own words in the catalog; what fits together is kept. */
@Label("The search for a visit, compared with trying every combination of its services,")
class VisitPropertyTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant BEGIN = Instant.parse("2027-06-07T07:00:00Z");
    private static final List<String> STAFF = List.of("anna", "ben", "cleo");
    private static final int WAIT = 20;
    private static final int EVERY = 1_000_000;

    private record Salon(Catalog catalog, Map<Long, Set<Instant>> slots) {

        FreeSlots free() {
            return FreeSlots.of(slots);
        }

        List<Service> services() {
            return List.copyOf(catalog.services().values());
        }
    }

    @Property(tries = 500)
    @Label("finds all that fits: one after the other, or one in a pause of another that stays within its bounds")
    void findsAll(@ForAll Random random) {
        var salon = salon(random);
        var anyOrder = random.nextBoolean();
        var visit = salon.catalog().visit(salon.services(), anyOrder);

        var found = OfferSearch.search(query(visit, Order.EARLIEST, EVERY, true), salon.free(), Diary.blank(BERLIN));

        assertThat(found).doesNotHaveDuplicates();
        var expected = everyWay(salon, anyOrder).stream().map(Way::segments).collect(Collectors.toSet());
        assertThat(found.stream().map(Offer::segments).collect(Collectors.toSet()))
                .isEqualTo(expected);
        found.stream().limit(20).forEach(offer -> plannedAgain(salon, visit, offer));
        Statistics.label("arrangements found")
                .collect(found.isEmpty() ? "none" : kinds(found))
                .coverage(kinds -> {
                    kinds.check("none").percentage(p -> p < 60);
                    kinds.check("in a pause").percentage(p -> p > 0.5);
                    kinds.check("both").percentage(p -> p > 5);
                });
    }

    private static String kinds(List<Offer> found) {
        var inside = found.stream().anyMatch(o -> o.service().contains("."));
        var after = found.stream().anyMatch(o -> o.service().contains("_"));
        return inside && after ? "both" : inside ? "in a pause" : "one after the other";
    }

    /** What was offered can be booked as it was shown, by the services or by the id of the arrangement. */
    private static void plannedAgain(Salon salon, Service visit, Offer offer) {
        var segments = offer.segments().stream()
                .map(s -> new RequestedSegment(s.key(), Optional.of(s.staff()), Optional.of(s.start())))
                .toList();
        for (var service :
                List.of(visit, salon.catalog().service(offer.service()).orElseThrow())) {
            var request = new PlanRequest(service, offer.start(), Optional.empty(), segments);
            assertThat(PlanRequestCheck.check(request)).isEmpty();
            assertThat(Planner.plan(request, salon.free())).isEqualTo(new Plan.Ready(offer));
        }
    }

    @Property(tries = 500)
    @Label("offers for each start the one that is best: earliest with the least waiting, or by the order asked for")
    void findsTheBest(@ForAll Random random, @ForAll Order order) {
        if (order == Order.TIGHTEST) {
            return;
        }
        var salon = salon(random);
        var visit = salon.catalog().visit(salon.services(), true);
        int limit = 1 + random.nextInt(5);

        var found = OfferSearch.search(query(visit, order, limit, false), salon.free(), Diary.blank(BERLIN));

        var starts = new HashSet<Instant>();
        var expected = everyWay(salon, true).stream()
                .map(way -> way.measures(order))
                .sorted(VisitPropertyTest::compare)
                .filter(measures -> starts.add(Instant.ofEpochSecond(measures.get(measures.size() - 1))))
                .limit(limit)
                .toList();
        assertThat(found.stream().map(o -> new Way(o.segments()).measures(order)))
                .isEqualTo(expected);
        if (!found.isEmpty()) {
            var start = found.get(0).start();
            var plan = Planner.plan(PlanRequest.at(visit, start), salon.free());
            assertThat(((Plan.Ready) plan).offer().start()).isEqualTo(start);
        }
    }

    private static int compare(List<Long> one, List<Long> other) {
        for (int i = 0; i < one.size(); i++) {
            int compared = Long.compare(one.get(i), other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private record Way(List<OfferedSegment> segments) {

        Way {
            segments = segments.stream()
                    .sorted(Comparator.comparing(OfferedSegment::start))
                    .toList();
        }

        Instant start() {
            return segments.get(0).start();
        }

        Instant end() {
            return segments.get(segments.size() - 1).end();
        }

        List<Long> measures(Order order) {
            long start = start().getEpochSecond();
            long minutes = Duration.between(start(), end()).toMinutes();
            long waiting = minutes
                    - segments.stream()
                            .mapToLong(s -> Duration.between(s.start(), s.end()).toMinutes())
                            .sum();
            long changes = Offer.of("", segments).staffChanges();
            return switch (order) {
                case EARLIEST -> List.of(start, waiting, minutes, changes, start);
                case SHORTEST -> List.of(minutes, start, waiting, changes, start);
                case FEWEST_CHANGES -> List.of(changes, start, waiting, minutes, start);
                case TIGHTEST -> throw new IllegalArgumentException("measured elsewhere");
            };
        }

        /** Neither shares time with the other, and no one of either waits too long; or it is in a pause of this one. */
        boolean fits(Way other, Service service, boolean mayBeFirst) {
            return followedBy(other) || mayBeFirst && other.followedBy(this) || holds(other, service);
        }

        private boolean followedBy(Way other) {
            var wait = Duration.between(end(), other.start());
            return !wait.isNegative() && wait.compareTo(Duration.ofMinutes(WAIT)) <= 0;
        }

        private boolean holds(Way other, Service service) {
            for (int i = 1; i < segments.size() && service.duringPause(); i++) {
                if (!other.start().isBefore(segments.get(i - 1).end())
                        && !other.end().isAfter(segments.get(i).start())) {
                    return true;
                }
            }
            return false;
        }

        Way with(Way other) {
            return new Way(
                    Stream.concat(segments.stream(), other.segments.stream()).toList());
        }
    }

    private static List<Way> everyWay(Salon salon, boolean anyOrder) {
        var first = salon.services().get(0);
        var second = salon.services().get(1);
        var ways = new ArrayList<Way>();
        for (var one : alone(salon, first)) {
            for (var other : alone(salon, second)) {
                if (one.fits(other, second, anyOrder) || anyOrder && other.holds(one, first)) {
                    ways.add(one.with(other));
                }
            }
        }
        return ways;
    }

    private static List<Way> alone(Salon salon, Service service) {
        var ways = new ArrayList<List<OfferedSegment>>(List.of(List.of()));
        for (int i = 0; i < service.segments().size(); i++) {
            var longer = new ArrayList<List<OfferedSegment>>();
            var segment = service.segments().get(i);
            var before = i == 0 ? null : service.segments().get(i - 1);
            for (var way : ways) {
                segment.eventTypes()
                        .forEach((staff, id) -> salon.slots().get(id).forEach(start -> {
                            var last = before == null ? null : way.get(way.size() - 1);
                            if (last == null
                                    || segment.staffRule().allows(last.staff(), staff)
                                            && before.pause(last.staff())
                                                    .allows(Duration.between(last.end(), start)
                                                            .toMinutes())) {
                                var more = new ArrayList<>(way);
                                more.add(new OfferedSegment(
                                        service.id() + "." + segment.key(),
                                        staff,
                                        id,
                                        start,
                                        start.plusSeconds(segment.minutes(staff) * 60L)));
                                longer.add(more);
                            }
                        }));
            }
            ways = longer;
        }
        return ways.stream().map(Way::new).toList();
    }

    private static OfferQuery query(Service visit, Order order, int limit, boolean all) {
        return new OfferQuery(visit, BEGIN, BEGIN.plus(Duration.ofDays(1)), Optional.empty(), order, limit, all);
    }

    /** A first service of one to three segments, a second of one or two, in an afternoon in steps of ten minutes. */
    private static Salon salon(Random random) {
        var slots = new HashMap<Long, Set<Instant>>();
        var services = new LinkedHashMap<String, Service>();
        services.put("colour", service("colour", 100, 1 + random.nextInt(3), 3, random, slots));
        services.put("nails", service("nails", 200, 1 + random.nextInt(2), 2, random, slots));
        var catalog = new Catalog(BERLIN, "salon", Map.of(), services);
        return new Salon(catalog.withLongestWait(WAIT), slots);
    }

    private static Service service(
            String id, long eventType, int size, int longest, Random random, Map<Long, Set<Instant>> slots) {
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < size; i++) {
            var eventTypes = new LinkedHashMap<String, Long>();
            var own = new HashMap<Long, Terms>();
            boolean last = i == size - 1;
            for (var staff : STAFF.subList(0, 1 + random.nextInt(STAFF.size()))) {
                long type = eventType + 10 * i + STAFF.indexOf(staff);
                eventTypes.put(staff, type);
                slots.put(type, starts(random));
                if (random.nextInt(3) == 0) {
                    own.put(type, terms(random, longest, last));
                }
            }
            var rule = i == 0 ? StaffRule.ANY : StaffRule.values()[random.nextInt(3)];
            segments.add(
                    new Segment("s" + i, "S", terms(random, longest, last), rule, eventTypes, own, false, Map.of()));
        }
        return new Service(
                id,
                id,
                "salon",
                0,
                Service.USUAL_HORIZON,
                Service.NO_LIMIT,
                AtCalcom.DEFAULT,
                Staffing.FAIR,
                AppointmentRules.NONE,
                null,
                random.nextInt(4) > 0,
                List.copyOf(segments),
                null);
    }

    private static Terms terms(Random random, int longest, boolean last) {
        int min = random.nextInt(4) * 10;
        var pause = last ? Pause.NONE : new Pause(min, min + random.nextInt(5) * 10, min);
        return new Terms(10 + random.nextInt(longest) * 10, pause, null);
    }

    private static Set<Instant> starts(Random random) {
        var starts = new HashSet<Instant>();
        int wanted = 3 + random.nextInt(10);
        for (int i = 0; i < wanted; i++) {
            starts.add(BEGIN.plusSeconds(600L * random.nextInt(30)));
        }
        return starts;
    }
}
