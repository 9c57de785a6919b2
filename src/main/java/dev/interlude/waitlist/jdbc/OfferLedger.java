package dev.interlude.waitlist.jdbc;

import dev.interlude.availability.Horizon;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotCache;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.booking.BookingPlanner;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.units.jdbc.HeldUnits;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.jdbc.NamedLocks;
import dev.interlude.platform.start.StartRefused;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryView;
import dev.interlude.waitlist.FreedSearch;
import dev.interlude.waitlist.FreedTime;
import dev.interlude.waitlist.FreedTime.Place;
import dev.interlude.waitlist.OfferMode;
import dev.interlude.waitlist.OfferedTimes;
import dev.interlude.waitlist.VacatedSlots;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Offers freed times to the waiting list, each in one commit: the hold, whom it is offered to, their history and events. One
 * transaction at a time does so, over all nodes: so the longest waiting is first, whatever is freed at once. Nothing of it calls
 * Cal.com.
 */
public class OfferLedger {

    /** By whom times are held; no key can have this name. */
    static final String BY = "waiting list";

    private final NamedLocks locks;
    private final Catalog catalog;
    private final Horizon horizon;
    private final SlotCache slots;
    private final HeldTimes held;
    private final HeldUnits units;
    private final DayLimits limits;
    private final BookingPlanner planner;
    private final HoldLedger holds;
    private final FreedTimes freedTimes;
    private final Candidates candidates;
    private final OfferedRows offered;
    private final WaitlistSettings settings;
    private final Clock clock;

    /** What is offered, and to whom first. */
    private record Found(Entry entry, Offer offer) {}

    public OfferLedger(
            JdbcClient jdbc,
            Catalog catalog,
            Horizon horizon,
            SlotCache slots,
            HeldTimes held,
            HeldUnits units,
            DayLimits limits,
            BookingPlanner planner,
            HoldLedger holds,
            FreedTimes freedTimes,
            EntryReader reader,
            EntryView view,
            Announcements announcements,
            WaitlistMeters meters,
            WaitlistSettings settings,
            Clock clock) {
        settings.firstToAccept().stream()
                .filter(service -> !catalog.services().containsKey(service))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new StartRefused("The setting interlude.waitlist.first-to-accept names '" + unknown
                            + "', which is no service of the catalog");
                });
        this.locks = new NamedLocks(jdbc);
        this.catalog = catalog;
        this.horizon = horizon;
        this.slots = slots;
        this.held = held;
        this.units = units;
        this.limits = limits;
        this.planner = planner;
        this.holds = holds;
        this.freedTimes = freedTimes;
        this.candidates = new Candidates(jdbc, reader);
        this.offered = new OfferedRows(jdbc, new EntryRows(jdbc, clock), reader, view, announcements, meters, settings);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Looks at the next entries that may want a freed time, and makes one offer at most.
     *
     * @return whether there is more to look at
     * @throws dev.interlude.booking.TimeAlreadyHeld when it was taken meanwhile
     * @throws dev.interlude.booking.DayLimitReached when its day is full since then
     */
    @Transactional
    public boolean offer(UUID id) {
        locks.take("offers to the waiting list");
        var locked = freedTimes.lock(id);
        if (locked.isEmpty()) {
            return false;
        }
        var freed = locked.get();
        var services =
                catalog.services().values().stream().filter(freed::serves).toList();
        var page = page(freed, services);
        var next = page.isEmpty() ? null : page.get(page.size() - 1);
        var found = first(freed, services, page);
        if (found.isPresent()) {
            make(found.get(), page);
            next = found.get().entry();
        }
        if (found.isEmpty() && page.size() < settings.lookAt()) {
            freedTimes.done(freed);
            return false;
        }
        freedTimes.lookedAt(freed, Place.of(next));
        return true;
    }

    private List<Entry> page(FreedTime freed, List<Service> services) {
        if (services.isEmpty() || !freed.during().end().isAfter(clock.instant())) {
            return List.of();
        }
        return candidates.after(
                freed.after(),
                services.stream().map(Service::id).toList(),
                begin(freed, services),
                freed.during().end(),
                settings.lookAt());
    }

    private Optional<Found> first(FreedTime freed, List<Service> services, List<Entry> page) {
        var waiting = page.stream().filter(this::waits).toList();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var from = begin(freed, services);
        var to = freed.during().end().plusSeconds(longest(services));
        var search = new FreedSearch(
                freed,
                catalog.timeZone(),
                new VacatedSlots(catalog, slots.known(reads(services, freed, from, to))),
                held.during(from, to),
                limits.during(from, to),
                units.during(from, to));
        var before = offered.before(waiting);
        for (var entry : waiting) {
            var service = catalog.services().get(entry.wanted().service());
            var offer =
                    search.find(service, entry.wanted(), bookable(service), found -> !isKnown(entry, found, before));
            if (offer.isPresent()) {
                return Optional.of(new Found(entry, offer.get()));
            }
        }
        return Optional.empty();
    }

    private void make(Found found, List<Entry> page) {
        var service = catalog.services().get(found.offer().service());
        var plan = planner.toHold(
                found.offer(), service.account(), found.entry().wanted().zone(), BY);
        holds.placeOwn(plan, found.entry().offerSeconds());
        var to = new ArrayList<Entry>();
        to.add(found.entry());
        var mode = settings.modeOf(service.id());
        if (mode == OfferMode.FIRST_TO_ACCEPT) {
            var others = page.stream()
                    .filter(this::waits)
                    .filter(entry -> Place.of(entry).isBehind(Place.of(found.entry())))
                    .filter(entry -> entry.wanted().accepts(found.offer()))
                    .toList();
            var before = offered.before(others);
            others.stream()
                    .filter(entry -> !isKnown(entry, found.offer(), before))
                    .limit(settings.toldAtOnce() - 1L)
                    .forEach(to::add);
        }
        offered.offer(plan.id(), found.offer(), mode, to);
    }

    private boolean waits(Entry entry) {
        return entry.status() == Status.WAITING && entry.standsUntil().isAfter(clock.instant());
    }

    private static boolean isKnown(Entry entry, Offer offer, Map<UUID, List<OfferedTimes>> before) {
        return before.getOrDefault(entry.id(), List.of()).stream().anyMatch(OfferedTimes.of(offer)::overlaps);
    }

    private Interval bookable(Service service) {
        var now = clock.instant();
        return new Interval(
                now.plusSeconds(service.noticeMinutes() * 60L),
                horizon.of(service).plusSeconds(1));
    }

    /** All that the services need, and whatever shows when the person is free beside the freed time. */
    private Set<SlotRead> reads(List<Service> services, FreedTime freed, Instant from, Instant to) {
        var reads = new LinkedHashSet<SlotRead>();
        for (var service : services) {
            reads.addAll(SlotReads.of(service, from, to, Optional.empty()));
        }
        return reads;
    }

    /** The earliest start of an appointment that touches the freed time. */
    private static Instant begin(FreedTime freed, List<Service> services) {
        return freed.during().start().minusSeconds(longest(services));
    }

    private static long longest(List<Service> services) {
        return services.stream().mapToInt(Service::maxMinutes).max().orElse(0) * 60L;
    }
}
