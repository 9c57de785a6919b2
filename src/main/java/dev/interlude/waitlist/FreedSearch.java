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
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Finds an appointment that a freed time makes possible: one of its segments lies within that time or, if there is none,
 * overlaps it; the others are free as last read from Cal.com. Of several the one that leaves the least idle time.
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
        if (!from.isBefore(to) || !wanted.accepts(freed.staff())) {
            return Optional.empty();
        }
        var free = free(service, wanted);
        return find(service, free, from, to, this::inside, offer -> wanted.accepts(offer) && allowed.test(offer))
                .or(() -> find(
                        service,
                        free,
                        from,
                        to,
                        this::overlapping,
                        offer -> wanted.accepts(offer) && allowed.test(offer)));
    }

    private Optional<Offer> find(
            Service service,
            Map<Long, List<Instant>> free,
            Instant from,
            Instant to,
            Reach reach,
            Predicate<Offer> allowed) {
        for (var segment : service.segments()) {
            var eventType = segment.eventTypes().get(freed.staff());
            if (eventType != null && free.containsKey(eventType)) {
                var query = new OfferQuery(
                        service,
                        from,
                        to,
                        Optional.empty(),
                        Order.TIGHTEST,
                        LIMIT,
                        false,
                        Map.of(segment.key(), freed.staff()),
                        false,
                        SlotDemand.SEARCH);
                var touching = new HashMap<>(free);
                touching.computeIfPresent(eventType, (id, starts) -> starts.stream()
                        .filter(start -> reach.holds(start, start.plusSeconds(segment.minutes(freed.staff()) * 60L)))
                        .toList());
                var found =
                        OfferSearch.search(query, FreeSlots.of(touching), new Diary(salon, held), Turns.NONE, units)
                                .stream()
                                .filter(allowed)
                                .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Reach {
        boolean holds(Instant start, Instant end);
    }

    private boolean inside(Instant start, Instant end) {
        return !start.isBefore(freed.during().start())
                && !end.isAfter(freed.during().end());
    }

    private boolean overlapping(Instant start, Instant end) {
        return freed.during().overlaps(new Interval(start, end));
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
