package dev.interlude.availability.search;

import dev.interlude.availability.search.ResourceSearchPropertyTest.Room;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.availability.units.UnitTimes.Taken;
import dev.interlude.catalog.AppointmentRules;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Needs;
import dev.interlude.catalog.OpeningHours;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Resource;
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
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Random services for one visit, with random free slots and resources, small enough to try every combination: each service
 * alone, by its own words in the catalog, and what fits together is kept.
 */
record VisitScenario(Catalog catalog, Map<Long, Set<Instant>> slots, Room room) {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Instant BEGIN = Instant.parse("2027-06-07T07:00:00Z");
    private static final List<String> STAFF = List.of("anna", "ben", "cleo");
    private static final int WAIT = 20;

    /** The segments of one or several services, as the customer goes through them. */
    record Way(List<OfferedSegment> segments) {

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

        private Way with(Way other) {
            return new Way(
                    Stream.concat(segments.stream(), other.segments.stream()).toList());
        }
    }

    /** A service that is in no pause of another, and the services in its pauses. */
    private record Host(Way own, Map<Integer, Way> guests) {

        boolean hasRoom(int pause, Way guest) {
            return !guests.containsKey(pause)
                    && !guest.start().isBefore(own.segments().get(pause).end())
                    && !guest.end().isAfter(own.segments().get(pause + 1).start());
        }

        Host with(int pause, Way guest) {
            var more = new HashMap<>(guests);
            more.put(pause, guest);
            return new Host(own, more);
        }

        boolean mayBeFollowedBy(Way other) {
            var wait = Duration.between(own.end(), other.start());
            return !wait.isNegative() && wait.compareTo(Duration.ofMinutes(WAIT)) <= 0;
        }
    }

    FreeSlots free() {
        return FreeSlots.of(slots);
    }

    FreeUnits units() {
        return room.times().free();
    }

    List<Service> services() {
        return List.copyOf(catalog.services().values());
    }

    Service visit(boolean anyOrder) {
        return catalog.visit(services(), anyOrder);
    }

    Set<Way> everyWay(boolean anyOrder) {
        var alone = services().stream().map(this::alone).toList();
        var found = new HashSet<Way>();
        place(anyOrder, new ArrayList<>(services()), alone, List.of(), found);
        var visit = visit(anyOrder);
        found.removeIf(way -> !hasUnits(visit, way));
        return found;
    }

    /** Each next service in a pause of one before it, or behind all of them. */
    private void place(boolean anyOrder, List<Service> left, List<List<Way>> alone, List<Host> placed, Set<Way> found) {
        if (left.isEmpty()) {
            placed.stream()
                    .flatMap(host -> Stream.concat(Stream.of(host.own()), host.guests().values().stream()))
                    .reduce(Way::with)
                    .ifPresent(found::add);
        }
        for (var next : anyOrder || left.isEmpty() ? left : left.subList(0, 1)) {
            var others = new ArrayList<>(left);
            others.remove(next);
            for (var way : alone.get(services().indexOf(next))) {
                for (int i = 0; i < placed.size() && next.duringPause(); i++) {
                    for (int pause = 0;
                            pause + 1 < placed.get(i).own().segments().size();
                            pause++) {
                        if (placed.get(i).hasRoom(pause, way)) {
                            var more = new ArrayList<>(placed);
                            more.set(i, placed.get(i).with(pause, way));
                            place(anyOrder, others, alone, more, found);
                        }
                    }
                }
                if (placed.isEmpty() || placed.get(placed.size() - 1).mayBeFollowedBy(way)) {
                    var more = new ArrayList<>(placed);
                    more.add(new Host(way, Map.of()));
                    place(anyOrder, others, alone, more, found);
                }
            }
        }
    }

    private List<Way> alone(Service service) {
        var ways = new ArrayList<List<OfferedSegment>>(List.of(List.of()));
        for (int i = 0; i < service.segments().size(); i++) {
            var longer = new ArrayList<List<OfferedSegment>>();
            var segment = service.segments().get(i);
            var before = i == 0 ? null : service.segments().get(i - 1);
            for (var way : ways) {
                segment.eventTypes().forEach((staff, id) -> slots.get(id).forEach(start -> {
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

    private boolean hasUnits(Service visit, Way way) {
        return NeededUnit.of(
                        visit,
                        way.segments().stream()
                                .map(s -> new NeededUnit.Timed(s.key(), new Interval(s.start(), s.end())))
                                .toList())
                .stream()
                .allMatch(room::hasFree);
    }

    /** Two services, the first of one to three segments; or three, with fewer slots. In an afternoon, in steps of ten minutes. */
    static VisitScenario any(Random random, int size) {
        var slots = new HashMap<Long, Set<Instant>>();
        var services = new LinkedHashMap<String, Service>();
        int most = size == 2 ? 10 : 5;
        services.put("colour", service("colour", 100, 1 + random.nextInt(3), 3, most, random, slots));
        services.put("nails", service("nails", 200, 1 + random.nextInt(2), 2, most, random, slots));
        if (size == 3) {
            services.put("brows", service("brows", 300, 1, 2, most, random, slots));
        }
        var catalog = new Catalog(BERLIN, "salon", Map.of(), services);
        return new VisitScenario(catalog.withLongestWait(WAIT), slots, room(random));
    }

    private static Room room(Random random) {
        var taken = new ArrayList<Taken>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var from = BEGIN.plusSeconds(600L * random.nextInt(30));
            var unit = random.nextInt(4) == 0 ? null : 1 + random.nextInt(2);
            taken.add(new Taken(
                    random.nextBoolean() ? "chair" : "basin",
                    unit,
                    new Interval(from, from.plusSeconds(600L * (1 + random.nextInt(6))))));
        }
        return new Room(
                List.of(
                        new Resource("chair", "Chair", 2, OpeningHours.ALWAYS),
                        new Resource("basin", "Basin", 1, OpeningHours.ALWAYS)),
                taken);
    }

    private static Service service(
            String id,
            long eventType,
            int size,
            int longest,
            int mostStarts,
            Random random,
            Map<Long, Set<Instant>> slots) {
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < size; i++) {
            var eventTypes = new LinkedHashMap<String, Long>();
            var own = new HashMap<Long, Terms>();
            boolean last = i == size - 1;
            for (var staff : STAFF.subList(0, 1 + random.nextInt(STAFF.size()))) {
                long type = eventType + 10 * i + STAFF.indexOf(staff);
                eventTypes.put(staff, type);
                slots.put(type, starts(random, mostStarts));
                if (random.nextInt(3) == 0) {
                    own.put(type, terms(random, longest, last));
                }
            }
            var rule = i == 0 ? StaffRule.ANY : StaffRule.values()[random.nextInt(3)];
            var needs = new Needs(needed(random), last ? Set.of() : needed(random));
            segments.add(new Segment(
                    "s" + i, "S", terms(random, longest, last), rule, eventTypes, own, false, Map.of(), needs));
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

    private static Set<String> needed(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Set.of("chair");
            case 1 -> Set.of("basin");
            default -> Set.of();
        };
    }

    private static Terms terms(Random random, int longest, boolean last) {
        int min = random.nextInt(4) * 10;
        var pause = last ? Pause.NONE : new Pause(min, min + random.nextInt(5) * 10, min);
        return new Terms(10 + random.nextInt(longest) * 10, pause, null);
    }

    private static Set<Instant> starts(Random random, int most) {
        var starts = new HashSet<Instant>();
        int wanted = 3 + random.nextInt(most);
        for (int i = 0; i < wanted; i++) {
            starts.add(BEGIN.plusSeconds(600L * random.nextInt(30)));
        }
        return starts;
    }
}
