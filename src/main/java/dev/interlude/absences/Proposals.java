package dev.interlude.absences;

import dev.interlude.absences.Proposal.Way;
import dev.interlude.availability.Alternatives;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.search.Plan;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.LeftOut;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Proposes how the appointments that an absence concerns could take place: at the same time with another person, else at the
 * nearest other time. No two proposals take one person at the same time.
 */
public class Proposals {

    private static final int EVERY_START = Integer.MAX_VALUE;

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;
    private final int daysAround;

    /** @param daysAround how many days before and after its own an appointment may be proposed for */
    public Proposals(Catalog catalog, Clock clock, Horizon horizon, int daysAround) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.daysAround = daysAround;
    }

    /** The free times that all of them need together: one read for each event type. */
    public Collection<SlotRead> reads(Absence absence, List<Booking> concerned) {
        var reads = new LinkedHashMap<Long, SlotRead>();
        for (var booking : concerned) {
            movable(absence, booking)
                    .map(service -> around(booking, service))
                    .filter(range -> range.start().isBefore(range.end()))
                    .ifPresent(range -> SlotReads.of(
                                    service(booking).orElseThrow(), range.start(), range.end(), Optional.empty())
                            .forEach(read -> reads.merge(read.eventTypeId(), read, Proposals::both)));
        }
        return reads.values();
    }

    public SlotDemand demand() {
        return SlotDemand.SEARCH;
    }

    /**
     * One for each booking, in their order.
     *
     * @param kept those that are to stay
     * @param slots free as last read from Cal.com
     * @param leftOut what could not be read
     * @param held staff to the times that are held for customers, or at which they are away
     * @param units of resources that are free
     */
    public List<Proposal> of(
            Absence absence,
            List<Booking> concerned,
            Set<UUID> kept,
            FreeSlots slots,
            List<LeftOut> leftOut,
            Map<String, List<Interval>> held,
            FullDays full,
            FreeUnits units) {
        var taken = new TakenTimes(held);
        return concerned.stream()
                .map(booking -> kept.contains(booking.id())
                        ? Proposal.without(booking, Way.KEPT)
                        : movable(absence, booking)
                                .map(service -> proposal(absence, booking, service, slots, leftOut, taken, full, units))
                                .orElseGet(() -> Proposal.without(booking, Way.NONE)))
                .toList();
    }

    private Proposal proposal(
            Absence absence,
            Booking booking,
            Service service,
            FreeSlots slots,
            List<LeftOut> leftOut,
            TakenTimes taken,
            FullDays full,
            FreeUnits units) {
        var free = slots.without(service, taken.forOthers(booking));
        var same = absence.isOfStaff()
                ? sameTime(absence, booking, service, free.without(service, new FullDays(full.staff(), Map.of())))
                : Optional.<Offer>empty();
        var offer = same.isPresent() ? same : otherTime(booking, service, free.without(service, full), units);
        offer.ifPresent(taken::add);
        var way = same.isPresent() ? Way.SAME_TIME : offer.isPresent() ? Way.OTHER_TIME : whyNone(service, leftOut);
        return new Proposal(booking, way, service, offer.orElse(null));
    }

    /** Only the segments concerned go to another person; if the catalog's rules do not allow that, all may. */
    private Optional<Offer> sameTime(Absence absence, Booking booking, Service service, FreeSlots free) {
        var own = free;
        for (var segment : booking.segments()) {
            own = absence.concerns(segment) ? own : own.with(segment.eventTypeId(), segment.start());
        }
        var few = plan(booking, service, own, absence::concerns);
        return few.isPresent() || hasBegun(booking) ? few : plan(booking, service, own, segment -> true);
    }

    private static Optional<Offer> plan(
            Booking booking, Service service, FreeSlots free, Predicate<BookedSegment> open) {
        var segments = booking.segments().stream()
                .map(s -> new RequestedSegment(
                        s.key(), open.test(s) ? Optional.empty() : Optional.of(s.staff()), Optional.of(s.start())))
                .toList();
        var plan = Planner.plan(new PlanRequest(service, booking.start(), Optional.empty(), segments), free);
        return plan instanceof Plan.Ready ready ? Optional.of(ready.offer()) : Optional.empty();
    }

    private Optional<Offer> otherTime(Booking booking, Service service, FreeSlots free, FreeUnits units) {
        var range = around(booking, service);
        if (hasBegun(booking) || !range.start().isBefore(range.end())) {
            return Optional.empty();
        }
        var query = new OfferQuery(
                service, range.start(), range.end(), Optional.empty(), Order.EARLIEST, EVERY_START, false);
        return Alternatives.nearest(query, free, units, booking.start(), 1).stream()
                .findFirst();
    }

    private static Way whyNone(Service service, List<LeftOut> leftOut) {
        var unread = leftOut.stream()
                .anyMatch(part -> service.segmentOf(part.eventTypeId()).isPresent());
        return unread ? Way.UNKNOWN : Way.NONE;
    }

    /** Its service, if it can be moved as it stands. */
    private Optional<Service> movable(Absence absence, Booking booking) {
        var stands = booking.status() == BookingStatus.BOOKED || booking.status() == BookingStatus.PENDING;
        var whole = booking.segments().stream()
                .allMatch(s -> s.stands() && !(absence.concerns(s) && s.start().isBefore(clock.instant())));
        return stands && whole ? service(booking) : Optional.empty();
    }

    private Optional<Service> service(Booking booking) {
        return catalog.service(booking.service() == null ? "" : booking.service())
                .map(whole -> whole.asBooked(booking.eventTypes()))
                .filter(form -> form.segments().size() == booking.segments().size());
    }

    private boolean hasBegun(Booking booking) {
        return booking.start().isBefore(clock.instant());
    }

    /** Within which its proposal may begin. */
    private Interval around(Booking booking, Service service) {
        var day = booking.start().atZone(catalog.timeZone()).truncatedTo(ChronoUnit.DAYS);
        var earliest = clock.instant().plusSeconds(service.noticeMinutes() * 60L);
        var last = horizon.of(service).plusSeconds(1);
        var from = later(day.minusDays(daysAround).toInstant(), earliest);
        var to = day.plusDays(daysAround + 1L).toInstant();
        return new Interval(from, later(from, to.isBefore(last) ? to : last));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static SlotRead both(SlotRead one, SlotRead other) {
        return new SlotRead(
                one.account(),
                one.eventTypeId(),
                one.firstDay().isBefore(other.firstDay()) ? one.firstDay() : other.firstDay(),
                one.lastDay().isAfter(other.lastDay()) ? one.lastDay() : other.lastDay());
    }
}
