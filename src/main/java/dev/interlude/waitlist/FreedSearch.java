package dev.interlude.waitlist;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.search.Diary;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferSearch;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Finds an appointment that a freed time makes possible: one of its segments lies within that time or, if there is none,
 * overlaps it, or it needs the unit that was freed; the others are free as last read from Cal.com. Of several the one that leaves the least idle time.
 */
public final class FreedSearch {

    private static final int LIMIT = 200;

    private final FreedTime freed;
    private final ZoneId salon;
    private final VacatedSlots slots;
    private final Map<String, List<Interval>> held;
    private final FullDays full;
    private final FreeUnits units;

    /**
     * @param salon its zone says where days begin
     * @param held staff to the times that are held for customers
     * @param units of resources that are free
     */
    public FreedSearch(
            FreedTime freed,
            ZoneId salon,
            VacatedSlots slots,
            Map<String, List<Interval>> held,
            FullDays full,
            FreeUnits units) {
        this.freed = freed;
        this.salon = salon;
        this.slots = slots;
        this.held = held;
        this.full = full;
        this.units = units;
    }

    /**
     * @param within the earliest and the latest start that can be booked
     * @param allowed whether it may be offered
     */
    public Optional<Offer> find(Service service, Wanted wanted, Interval within, Predicate<Offer> allowed) {
        var from =
                latest(within.start(), wanted.from(), freed.during().start().minusSeconds(service.maxMinutes() * 60L));
        var to = earliest(within.end(), wanted.to(), freed.during().end());
        if (!from.isBefore(to) || freed.kind() == null && !wanted.accepts(freed.staff())) {
            return Optional.empty();
        }
        var free = free(service, wanted);
        Predicate<Offer> fits = offer -> wanted.accepts(offer) && allowed.test(offer);
        return freed.kind() == null
                ? find(service, free, from, to, this::inside, fits)
                        .or(() -> find(service, free, from, to, this::overlapping, fits))
                : find(service, free, from, to, this::mayNeedUnit, fits.and(offer -> needsUnit(service, offer)));
    }

    /** Looks for each segment in turn that uses the freed time. */
    private Optional<Offer> find(
            Service service,
            Map<Long, List<Instant>> free,
            Instant from,
            Instant to,
            Use use,
            Predicate<Offer> allowed) {
        for (var segment : service.segments()) {
            var using = using(segment, free, use);
            if (using.isPresent()) {
                var query = new OfferQuery(
                        service,
                        from,
                        to,
                        Optional.empty(),
                        Order.TIGHTEST,
                        LIMIT,
                        false,
                        freed.kind() == null ? Map.of(segment.key(), freed.staff()) : Map.of(),
                        false,
                        SlotDemand.SEARCH);
                var slotsOfAll = FreeSlots.of(using.get());
                var found = OfferSearch.search(query, slotsOfAll, new Diary(salon, held), Turns.NONE, units).stream()
                        .filter(allowed)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a segment that this person begins then would use the freed time. */
    @FunctionalInterface
    private interface Use {
        boolean holds(Segment segment, String staff, Instant start, Instant end);
    }

    /** All free starts, with only those of one segment that use the freed time; empty if there are none of these. */
    private static Optional<Map<Long, List<Instant>>> using(Segment segment, Map<Long, List<Instant>> free, Use use) {
        var left = new HashMap<>(free);
        var any = new ArrayList<Instant>();
        segment.eventTypes()
                .forEach((staff, eventType) -> left.computeIfPresent(eventType, (id, starts) -> {
                    var its = starts.stream()
                            .filter(start ->
                                    use.holds(segment, staff, start, start.plusSeconds(segment.minutes(staff) * 60L)))
                            .toList();
                    any.addAll(its);
                    return its;
                }));
        return any.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    private boolean inside(Segment segment, String staff, Instant start, Instant end) {
        return staff.equals(freed.staff())
                && !start.isBefore(freed.during().start())
                && !end.isAfter(freed.during().end());
    }

    private boolean overlapping(Segment segment, String staff, Instant start, Instant end) {
        return staff.equals(freed.staff()) && freed.during().overlaps(new Interval(start, end));
    }

    /** In the segment, or in a pause after it that is as long as it may be. */
    private boolean mayNeedUnit(Segment segment, String staff, Instant start, Instant end) {
        var longest = end.plusSeconds(segment.pause(staff).max() * 60L);
        return segment.needs().during().contains(freed.kind()) && freed.during().overlaps(new Interval(start, end))
                || segment.needs().inPause().contains(freed.kind())
                        && freed.during().overlaps(new Interval(end, longest));
    }

    private boolean needsUnit(Service service, Offer offer) {
        var timed = offer.segments().stream()
                .map(s -> new NeededUnit.Timed(s.key(), new Interval(s.start(), s.end())))
                .toList();
        return NeededUnit.of(service, timed).stream()
                .anyMatch(unit ->
                        unit.kind().equals(freed.kind()) && unit.during().overlaps(freed.during()));
    }

    /** When each wanted person's event types can start, less what is held and full. */
    private Map<Long, List<Instant>> free(Service service, Wanted wanted) {
        var starts = new HashMap<Long, List<Instant>>();
        for (var segment : service.segments()) {
            segment.eventTypes().forEach((staff, eventType) -> {
                if (wanted.accepts(staff)) {
                    starts.put(eventType, slots.starts(freed, segment, staff));
                }
            });
        }
        var free = FreeSlots.of(starts).without(service, held).without(service, full);
        starts.replaceAll((eventType, all) -> LongStream.of(free.starts(eventType))
                .mapToObj(Instant::ofEpochSecond)
                .toList());
        return starts;
    }

    private static Instant latest(Instant one, Instant two, Instant three) {
        var later = one.isAfter(two) ? one : two;
        return later.isAfter(three) ? later : three;
    }

    private static Instant earliest(Instant one, Instant two, Instant three) {
        var earlier = one.isBefore(two) ? one : two;
        return earlier.isBefore(three) ? earlier : three;
    }
}
