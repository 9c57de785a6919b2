package dev.interlude.pauses;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.search.Diary;
import dev.interlude.availability.search.OfferSearch;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds services that fit into a pause. Its free time is the slots of the staff member's shortest event type, less our
 * holds; a service fits if that one person can do all of it there, its own pauses included.
 */
public class PauseSearch {

    private final Catalog catalog;
    private final Clock clock;

    public PauseSearch(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    private record Probe(Service service, Segment segment) {}

    public SlotDemand demand() {
        return SlotDemand.WHOLE;
    }

    /** The free times to read. */
    public Collection<SlotRead> slotsBeside(List<BookedPause> pauses) {
        var reads = new LinkedHashSet<SlotRead>();
        for (var pause : pauses) {
            var time = pause.time();
            Stream.concat(
                            probe(pause.staff()).map(Probe::service).stream(),
                            catalog.services().values().stream().filter(s -> couldFit(s, pause)))
                    .flatMap(s -> SlotReads.of(s, time.start(), time.end(), Optional.of(pause.staff())).stream())
                    .forEach(reads::add);
        }
        return reads;
    }

    /**
     * @param held staff to the times that are held for customers
     * @param units that are free of all resources
     * @param full what takes no more bookings; a pause of such a day stays free, but nothing fits
     */
    public List<FillablePause> fillable(
            List<BookedPause> pauses,
            FreeSlots slots,
            Map<String, List<Interval>> held,
            FullDays full,
            FreeUnits units) {
        return pauses.stream()
                .map(pause -> new FillablePause(
                        pause,
                        free(pause, slots, held.getOrDefault(pause.staff(), List.of())),
                        fits(pause, slots, held, full, units)))
                .toList();
    }

    private List<Interval> free(BookedPause pause, FreeSlots slots, List<Interval> held) {
        var free = probe(pause.staff()).map(probe -> free(pause, slots, probe)).orElse(List.of());
        for (var taken : held) {
            free = free.stream().flatMap(part -> without(part, taken)).toList();
        }
        return free;
    }

    private static List<Interval> free(BookedPause pause, FreeSlots slots, Probe probe) {
        var length = Duration.ofMinutes(probe.segment().minutes(pause.staff()));
        return slots.stretches(probe.segment().eventTypes().get(pause.staff()), length).stream()
                .filter(pause.time()::overlaps)
                .map(stretch -> new Interval(
                        later(stretch.start(), pause.time().start()),
                        earlier(stretch.end(), pause.time().end())))
                .toList();
    }

    private static Stream<Interval> without(Interval part, Interval taken) {
        if (!part.overlaps(taken)) {
            return Stream.of(part);
        }
        var left = new ArrayList<Interval>();
        if (part.start().isBefore(taken.start())) {
            left.add(new Interval(part.start(), taken.start()));
        }
        if (taken.end().isBefore(part.end())) {
            left.add(new Interval(taken.end(), part.end()));
        }
        return left.stream();
    }

    private List<String> fits(
            BookedPause pause, FreeSlots slots, Map<String, List<Interval>> held, FullDays full, FreeUnits units) {
        return catalog.services().values().stream()
                .filter(service -> couldFit(service, pause))
                .filter(service ->
                        fits(service, pause, slots.without(service, held).without(service, full), units))
                .map(Service::id)
                .toList();
    }

    private boolean fits(Service service, BookedPause pause, FreeSlots slots, FreeUnits units) {
        var earliest = clock.instant().plusSeconds(service.noticeMinutes() * 60L);
        var query = new OfferQuery(
                service,
                later(pause.time().start(), earliest),
                pause.time().end(),
                Optional.of(pause.staff()),
                Order.SHORTEST,
                Integer.MAX_VALUE,
                false);
        return OfferSearch.search(query, slots, Diary.blank(catalog.timeZone()), Turns.NONE, units).stream()
                .anyMatch(offer -> !offer.end().isAfter(pause.time().end()));
    }

    private static boolean couldFit(Service service, BookedPause pause) {
        return Duration.ofMinutes(service.minMinutes(pause.staff()))
                                .compareTo(Duration.between(
                                        pause.time().start(), pause.time().end()))
                        <= 0
                && service.segments().stream().allMatch(s -> s.eventTypes().containsKey(pause.staff()));
    }

    private Optional<Probe> probe(String staff) {
        return catalog.services().values().stream()
                .flatMap(service -> service.segments().stream().map(segment -> new Probe(service, segment)))
                .filter(probe -> probe.segment().eventTypes().containsKey(staff))
                .min(Comparator.comparingInt(probe -> probe.segment().minutes(staff)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
