package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The search written down as its definition: try everything, sort by the words of {@link Order} and {@link Diary}. */
final class BruteForce {

    private static final Duration STEP = Duration.ofMinutes(10);

    private final Scenario scenario;
    private final ZoneId zone;
    private final Map<OfferedSegment, Sides> sides = new HashMap<>();

    private record Sides(long before, long after) {}

    BruteForce(Scenario scenario, ZoneId zone) {
        this.scenario = scenario;
        this.zone = zone;
    }

    /** @param measures what it is compared by, one after the other; smaller is better */
    private record Ranked(Offer offer, List<Long> measures) {}

    List<Offer> offers(OfferQuery query) {
        var service = query.service();
        var starts = new HashSet<Instant>();
        return everyWay(service, 0, List.of())
                .map(segments -> Offer.of(service.id(), segments))
                .filter(o -> !o.start().isBefore(query.from()) && o.start().isBefore(query.to()))
                .filter(o -> o.segments().stream().allMatch(s -> isWanted(s, query)))
                .map(o -> new Ranked(o, measures(o, query.order(), service)))
                .sorted((x, y) -> {
                    int compared = Arrays.compare(
                            x.measures().toArray(Long[]::new), y.measures().toArray(Long[]::new));
                    return compared == 0 ? choices(x.offer(), y.offer(), service) : compared;
                })
                .map(Ranked::offer)
                .filter(o -> query.all() || starts.add(o.start()))
                .limit(query.limit())
                .toList();
    }

    private static boolean isWanted(OfferedSegment segment, OfferQuery query) {
        return query.staff().orElse(segment.staff()).equals(segment.staff())
                && query.named().getOrDefault(segment.key(), segment.staff()).equals(segment.staff());
    }

    private Stream<List<OfferedSegment>> everyWay(Service service, int index, List<OfferedSegment> chosen) {
        if (index == service.segments().size()) {
            return Stream.of(chosen);
        }
        var segment = service.segments().get(index);
        var candidates = new ArrayList<List<OfferedSegment>>();
        segment.eventTypes().forEach((staff, id) -> {
            for (var start : scenario.slots().getOrDefault(id, Set.of())) {
                if (index == 0
                        || follows(service.segments().get(index - 1), chosen.get(index - 1), segment, staff, start)) {
                    var longer = new ArrayList<>(chosen);
                    longer.add(new OfferedSegment(
                            segment.key(), staff, id, start, start.plus(Duration.ofMinutes(segment.minutes(staff)))));
                    candidates.add(longer);
                }
            }
        });
        return candidates.stream().flatMap(way -> everyWay(service, index + 1, way));
    }

    private static boolean follows(Segment before, OfferedSegment done, Segment segment, String staff, Instant start) {
        return before.pause(done.staff())
                        .allows(Duration.between(done.end(), start).toMinutes())
                && segment.staffRule().allows(done.staff(), staff);
    }

    private List<Long> measures(Offer offer, Order order, Service service) {
        long start = offer.start().getEpochSecond();
        var named =
                switch (order) {
                    case EARLIEST -> List.of(start);
                    case SHORTEST -> List.of(offer.minutes(), start);
                    case FEWEST_CHANGES -> List.of((long) offer.staffChanges(), start);
                    case TIGHTEST -> List.of(shorterSides(offer), bothSides(offer), start);
                };
        var measures = new ArrayList<>(named);
        measures.addAll(List.of(awayFromPreferred(offer, service), offer.minutes(), (long) offer.staffChanges()));
        return measures;
    }

    private static long awayFromPreferred(Offer offer, Service service) {
        long away = 0;
        for (int i = 1; i < offer.segments().size(); i++) {
            long pause = Duration.between(
                            offer.segments().get(i - 1).end(),
                            offer.segments().get(i).start())
                    .toMinutes();
            away += Math.abs(pause
                    - service.segments()
                            .get(i - 1)
                            .pause(offer.segments().get(i - 1).staff())
                            .preferred());
        }
        return away;
    }

    private static int choices(Offer x, Offer y, Service service) {
        for (int i = 0; i < x.segments().size(); i++) {
            var staff = List.copyOf(service.segments().get(i).eventTypes().keySet());
            var mine = x.segments().get(i);
            var theirs = y.segments().get(i);
            int compared = Integer.compare(staff.indexOf(mine.staff()), staff.indexOf(theirs.staff()));
            if (compared == 0) {
                compared = mine.start().compareTo(theirs.start());
            }
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    long shorterSides(Offer offer) {
        return offer.segments().stream()
                .map(this::sides)
                .mapToLong(sides -> Math.min(sides.before(), sides.after()))
                .sum();
    }

    long bothSides(Offer offer) {
        return offer.segments().stream()
                .map(this::sides)
                .mapToLong(sides -> sides.before() + sides.after())
                .sum();
    }

    private Sides sides(OfferedSegment segment) {
        return sides.computeIfAbsent(segment, s -> new Sides(sideBefore(s), sideAfter(s)));
    }

    private long sideBefore(OfferedSegment segment) {
        var neighbours = Stream.concat(
                knownThatDay(segment).map(Interval::start).min(Comparator.naturalOrder()).stream(),
                busy(segment.staff())
                        .filter(i -> i.start().isBefore(segment.start()))
                        .map(Interval::end));
        return Math.min(freeBefore(segment), gapTo(segment, neighbours));
    }

    private static long gapTo(OfferedSegment segment, Stream<Instant> neighbours) {
        return Math.max(
                0,
                Duration.between(neighbours.max(Comparator.naturalOrder()).orElseThrow(), segment.start())
                        .toSeconds());
    }

    private long sideAfter(OfferedSegment segment) {
        var neighbours = Stream.concat(
                knownThatDay(segment).map(Interval::end).max(Comparator.naturalOrder()).stream(),
                busy(segment.staff()).map(Interval::start).filter(start -> !start.isBefore(segment.start())));
        long gap = Math.max(
                0,
                Duration.between(
                                segment.end(),
                                neighbours.min(Comparator.naturalOrder()).orElseThrow())
                        .toSeconds());
        return Math.min(freeAfter(segment), gap);
    }

    /** Seconds until the staff member's slots leave something out, found in steps of ten minutes. */
    private long freeBefore(OfferedSegment segment) {
        var at = segment.start();
        while (covered(segment.staff(), at.minus(STEP))) {
            at = at.minus(STEP);
        }
        return Duration.between(at, segment.start()).toSeconds();
    }

    private long freeAfter(OfferedSegment segment) {
        var at = segment.end();
        while (covered(segment.staff(), at)) {
            at = at.plus(STEP);
        }
        return Duration.between(segment.end(), at).toSeconds();
    }

    private boolean covered(String staff, Instant time) {
        return scenario.service().segments().stream()
                .filter(s -> s.eventTypes().containsKey(staff))
                .anyMatch(s -> {
                    var starts = scenario.slots().get(s.eventTypes().get(staff)).stream()
                            .sorted()
                            .toList();
                    var apart = IntStream.range(1, starts.size())
                            .mapToObj(i -> Duration.between(starts.get(i - 1), starts.get(i)))
                            .min(Comparator.naturalOrder())
                            .orElse(Duration.ZERO);
                    var length = Duration.ofMinutes(s.minutes(staff));
                    return IntStream.range(0, starts.size()).anyMatch(i -> {
                        var start = starts.get(i);
                        var follows = i + 1 < starts.size()
                                && Duration.between(start, starts.get(i + 1)).compareTo(apart) <= 0;
                        var end = follows ? starts.get(i + 1) : start;
                        end = end.isAfter(start.plus(length)) ? end : start.plus(length);
                        return !time.isBefore(start) && time.isBefore(end);
                    });
                });
    }

    private Stream<Interval> busy(String staff) {
        return scenario.busy().getOrDefault(staff, List.of()).stream();
    }

    private Stream<Interval> knownThatDay(OfferedSegment segment) {
        var free = scenario.service().segments().stream()
                .filter(s -> s.eventTypes().containsKey(segment.staff()))
                .flatMap(s -> scenario.slots().get(s.eventTypes().get(segment.staff())).stream()
                        .map(start -> new Interval(start, start.plus(Duration.ofMinutes(s.minutes(segment.staff()))))));
        var day = segment.start().atZone(zone).toLocalDate();
        return Stream.concat(free, busy(segment.staff()))
                .filter(i -> i.start().atZone(zone).toLocalDate().equals(day));
    }

    /** Our own holds taken away by looking at every pair. */
    static Map<Long, Set<Instant>> without(Scenario scenario) {
        var left = new HashMap<Long, Set<Instant>>();
        for (var segment : scenario.service().segments()) {
            segment.eventTypes().forEach((staff, id) -> {
                var starts = new HashSet<>(scenario.slots().get(id));
                starts.removeIf(start -> scenario.busy().getOrDefault(staff, List.of()).stream()
                        .anyMatch(
                                new Interval(start, start.plus(Duration.ofMinutes(segment.minutes(staff))))::overlaps));
                left.put(id, starts);
            });
        }
        return left;
    }
}
