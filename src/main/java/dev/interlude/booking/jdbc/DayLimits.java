package dev.interlude.booking.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.DayLimitReached;
import dev.interlude.booking.jdbc.DayLoads.Place;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Visits;
import dev.interlude.platform.jdbc.NamedLocks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The catalog's limits of bookings per day. Placing or moving locks the days first and then counts, so the count holds
 * until the commit. Bookings made in Cal.com count but are never refused.
 */
public class DayLimits {

    private static final UUID NO_BOOKING = new UUID(0, 0);

    private final NamedLocks locks;
    private final Catalog catalog;
    private final DayLoads loads;

    public DayLimits(JdbcClient jdbc, Catalog catalog) {
        this.locks = new NamedLocks(jdbc);
        this.catalog = catalog;
        this.loads = new DayLoads(jdbc, catalog.timeZone());
    }

    /** All full days. */
    public FullDays during(Instant from, Instant to) {
        return full(catalog.staff().keySet(), catalog.services().keySet(), from, to);
    }

    /** Those that matter to a search. */
    public FullDays duringSearch(OfferQuery query, Instant from, Instant to) {
        return query.overLimits() ? FullDays.NONE : ofService(query.service(), from, to);
    }

    /** Those that matter to a booking. */
    public FullDays duringPlan(BookingRequest request, Instant from, Instant to) {
        return request.options().overLimits()
                ? FullDays.NONE
                : ofService(request.planRequest().service(), from, to);
    }

    private FullDays ofService(Service service, Instant from, Instant to) {
        var staff = new HashSet<String>();
        service.segments().forEach(segment -> staff.addAll(segment.eventTypes().keySet()));
        return full(staff, service.parts().stream().map(Service::id).toList(), from, to);
    }

    private FullDays full(Collection<String> staff, Collection<String> services, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return FullDays.NONE;
        }
        var full = loads
                .of(
                        staff.stream().filter(this::isLimitedStaff).toList(),
                        services.stream().filter(this::isLimitedService).toList(),
                        day(from),
                        day(to),
                        NO_BOOKING)
                .entrySet()
                .stream()
                .filter(load -> load.getValue() >= limit(load.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new FullDays(days(full, false), days(full, true));
    }

    private Map<String, List<Interval>> days(List<Place> full, boolean service) {
        return full.stream()
                .filter(place -> place.service() == service)
                .collect(groupingBy(Place::who, mapping(place -> loads.interval(place.day()), toList())));
    }

    /**
     * To be called in the transaction that will place it, before anything is written.
     *
     * @throws DayLimitReached when a limit is reached
     */
    public void requireRoom(BookingPlan plan) {
        if (plan.overrideReason() == null) {
            var places = new HashSet<Place>();
            plan.segments().forEach(s -> places.add(new Place(false, s.staff(), day(s.start()))));
            Visits.services(plan.service()).forEach(service -> places.add(new Place(true, service, day(plan.start()))));
            requireRoom(places, plan.id());
        }
    }

    /** The same for a move: only days that the booking was not on before need room. */
    public void requireRoom(MovePlan plan) {
        if (plan.booked().overrideReason() != null) {
            return;
        }
        var places = new HashSet<Place>();
        plan.lasting().forEach(m -> places.add(new Place(false, m.staff(), day(m.toStart()))));
        plan.anew().forEach(s -> places.add(new Place(false, s.staff(), day(s.start()))));
        loads.servicesOf(plan.booking()).forEach(service -> places.add(new Place(true, service, day(plan.start()))));
        places.removeIf(place -> !isLimited(place));
        if (!places.isEmpty()) {
            places.removeAll(loads.placesOf(plan.booking()));
        }
        requireRoom(places, plan.booking());
    }

    private void requireRoom(Set<Place> places, UUID booking) {
        places.removeIf(place -> !isLimited(place));
        if (places.isEmpty()) {
            return;
        }
        locks.take(places.stream().map(Place::toString).toList());
        var taken = loads.of(
                places.stream().filter(p -> !p.service()).map(Place::who).toList(),
                places.stream().filter(Place::service).map(Place::who).toList(),
                places.stream().map(Place::day).min(LocalDate::compareTo).orElseThrow(),
                places.stream().map(Place::day).max(LocalDate::compareTo).orElseThrow(),
                booking);
        places.stream()
                .sorted()
                .filter(p -> taken.getOrDefault(p, 0) >= limit(p))
                .findFirst()
                .ifPresent(p -> {
                    throw p.service()
                            ? DayLimitReached.ofService(catalog.services().get(p.who()), p.day())
                            : DayLimitReached.ofStaff(p.who(), p.day());
                });
    }

    private boolean isLimited(Place place) {
        return place.service() ? isLimitedService(place.who()) : isLimitedStaff(place.who());
    }

    private boolean isLimitedStaff(String id) {
        return catalog.staff().containsKey(id) && catalog.staff().get(id).isLimited();
    }

    private boolean isLimitedService(String id) {
        return catalog.service(id).filter(Service::isLimited).isPresent();
    }

    private int limit(Place place) {
        return place.service()
                ? catalog.services().get(place.who()).perDay()
                : catalog.staff().get(place.who()).bookingsPerDay();
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, catalog.timeZone());
    }
}
