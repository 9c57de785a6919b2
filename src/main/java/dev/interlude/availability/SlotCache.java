package dev.interlude.availability;

import dev.interlude.availability.SlotMetrics.Source;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers free times for a while and sees to it that nobody asks Cal.com what somebody else is asking just now. A hint,
 * never a promise: our holds are taken away from it, and Cal.com's create decides.
 *
 * <p>A search looks, reads what is missing, keeps it, and settles. One lock guards it, which no one holds while Cal.com is
 * asked.
 */
public final class SlotCache {

    private static final Refused UNREAD = SlotFlight.unavailable("The free times could not be read.");

    private final AvailabilitySettings settings;
    private final Clock clock;
    private final SlotMemory memory;
    private final SlotMetrics metrics;
    private final SlotFlights flights = new SlotFlights();
    private final Set<SlotWeek> due = new HashSet<>();
    private final Set<SlotFlight> refreshing = new HashSet<>();
    private final Map<String, Set<Long>> eventTypesOf = new HashMap<>();

    public SlotCache(Catalog catalog, AvailabilitySettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.memory = new SlotMemory(settings, clock);
        this.metrics = new SlotMetrics(meters, memory::size);
        catalog.services().values().stream()
                .flatMap(service -> service.segments().stream())
                .forEach(segment -> segment.eventTypes().forEach((staff, id) -> eventTypesOf
                        .computeIfAbsent(staff, s -> new HashSet<>())
                        .add(id)));
    }

    /**
     * What is remembered of these times. The rest is for the caller to read: for every one of {@link SlotReading#missing}
     * there must be a {@link #keep} or a {@link #fail}, and an {@link #end} whatever happens.
     *
     * @throws Refused when Cal.com could not be asked a moment ago, and nothing young enough is remembered
     */
    public synchronized SlotReading look(Collection<SlotRead> reads) {
        var now = clock.instant();
        var reading = new SlotReading(reads, now);
        var unknown = new ArrayList<SlotWeek>();
        for (var week : reading.weeks()) {
            var known = memory.slots(week);
            if (known != null && !known.outdated() && known.isYounger(settings.believed(), now)) {
                if (!known.dueAt().isAfter(now)) {
                    due.add(week);
                }
                use(reading, week, known, known.unanswered() ? Source.STALE : Source.HIT);
            } else if (memory.failure(week) != null) {
                fallBack(reading, week, memory.failure(week));
            } else {
                unknown.add(week);
            }
        }
        board(reading, unknown, now);
        return reading;
    }

    /** Takes in what Cal.com has told. */
    public synchronized void keep(SlotRead read, Collection<Instant> starts) {
        var flight = flights.of(read);
        if (flight != null) {
            var brought = new HashMap<SlotWeek, KnownSlots>();
            flight.weeks().forEach(week -> brought.put(week, memory.keep(week, starts, flight.isOvertaken(week))));
            flights.end(flight);
            flight.land(brought);
        }
    }

    /** Cal.com could not be asked; all who wait for the same are told. */
    public synchronized void fail(SlotRead read, Throwable failure) {
        var flight = flights.of(read);
        if (flight != null) {
            metrics.failed();
            var problem = problem(failure);
            flight.asked().forEach(week -> memory.fail(week, problem));
            if (!SlotMemory.isSilence(problem)) {
                flight.weeks().forEach(due::remove); // it would be said again
            }
            flights.end(flight);
            flight.fail(problem);
        }
    }

    /** Nobody reads it any more, whatever has happened. */
    public synchronized void end(SlotRead read) {
        var flight = flights.of(read);
        if (flight != null) {
            flights.end(flight);
            flight.fail(UNREAD.problem());
        }
    }

    /**
     * Waits for what is still being read, and completes a reading.
     *
     * @throws Refused when something is missing, and nothing young enough is remembered of it
     */
    public void settle(SlotReading reading) {
        var began = System.nanoTime();
        reading.open().forEach((week, flight) -> {
            try {
                var patience = memory.slots(week) == null ? settings.patience() : settings.hurry();
                var slots = flight.await(began + patience.toNanos()).get(week);
                use(reading, week, slots, reading.leads(flight) ? Source.READ : Source.SHARED);
            } catch (Refused refused) {
                fallBack(reading, week, refused.problem());
            }
        });
        metrics.answered(Duration.between(reading.readAt(), clock.instant()));
    }

    /**
     * These will be asked for: what is not known of them is read with the refreshes, a few at a time, so that who asks before
     * finds calls left.
     */
    public synchronized void expect(Collection<SlotRead> reads) {
        reads.stream()
                .flatMap(SlotWeek::of)
                .filter(week -> memory.slots(week) == null)
                .forEach(due::add);
    }

    /**
     * What has been asked for and is no longer fresh, or is expected to be, longest known first; for the caller to read like what is missing. No
     * more than some at a time: they wait long for their share of the budget, and would keep searches from reading.
     */
    public synchronized List<SlotRead> refreshes() {
        var now = clock.instant();
        refreshing.removeIf(flight -> flight.hasEnded() || flight.isLost(now));
        due.removeIf(week -> {
            var known = memory.slots(week);
            return known != null && known.dueAt().isAfter(now);
        });
        var askable = due.stream()
                .filter(week -> flights.bringing(week, now) == null && memory.failure(week) == null)
                .toList();
        var next = SlotWeek.runs(askable, settings.weeksAtOnce()).stream()
                .sorted(Comparator.comparing(this::oldest))
                .limit(Math.max(0, settings.refreshesAtOnce() - refreshing.size()))
                .map(run -> flights.start(run, widened(run, now), now))
                .toList();
        next.forEach(flight -> {
            metrics.refreshed();
            refreshing.add(flight);
            flight.weeks().forEach(due::remove);
        });
        return next.stream().map(SlotFlight::read).toList();
    }

    /** Somebody's diary has changed around an instant: what is remembered of those days no longer holds. */
    public synchronized void forget(String staff, Instant around) {
        var day = LocalDate.ofInstant(around, ZoneOffset.UTC);
        var mondays = List.of(SlotWeek.mondayOf(day.minusDays(1)), SlotWeek.mondayOf(day.plusDays(1)));
        var eventTypes = eventTypesOf.getOrDefault(staff, Set.of());
        var touched = new HashSet<>(memory.weeks());
        touched.addAll(flights.weeks());
        touched.removeIf(week -> !eventTypes.contains(week.eventTypeId()) || !mondays.contains(week.monday()));
        touched.forEach(week -> {
            memory.change(week);
            flights.overtake(week);
        });
        metrics.forgotten(touched.size());
    }

    private void board(SlotReading reading, List<SlotWeek> weeks, Instant now) {
        var mine = new ArrayList<SlotWeek>();
        for (var week : weeks) {
            var flight = flights.bringing(week, now);
            if (flight == null) {
                mine.add(week);
            } else {
                flight.ask(week);
                reading.join(week, flight);
            }
        }
        for (var run : SlotWeek.runs(mine, settings.weeksAtOnce())) {
            var flight = flights.start(run, widened(run, now), now);
            run.forEach(week -> reading.lead(week, flight));
        }
    }

    /**
     * A call for more weeks is still one call, and somebody will ask for them: for those that follow, and for the rest of
     * this week, which a search of next Monday touches where midnight is still Sunday in UTC.
     */
    private List<SlotWeek> widened(List<SlotWeek> run, Instant now) {
        var wide = new ArrayList<>(run);
        var before = run.get(0).previous();
        if (settings.weeksAtLeast() > 1
                && before.contains(now)
                && memory.slots(before) == null
                && flights.bringing(before, now) == null) {
            wide.add(0, before);
        }
        while (wide.size() < settings.weeksAtLeast()
                && flights.bringing(wide.get(wide.size() - 1).next(), now) == null) {
            wide.add(wide.get(wide.size() - 1).next());
        }
        return wide;
    }

    private Instant oldest(List<SlotWeek> run) {
        return run.stream()
                .map(memory::slots)
                .map(known -> known == null ? Instant.MIN : known.readAt())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private void fallBack(SlotReading reading, SlotWeek week, Problem problem) {
        var known = memory.slots(week);
        if (known == null || !SlotMemory.isSilence(problem)) {
            metrics.lookedUp(Source.NONE);
            throw new Refused(problem);
        }
        use(reading, week, known, Source.STALE);
    }

    private void use(SlotReading reading, SlotWeek week, KnownSlots slots, Source source) {
        metrics.lookedUp(source);
        reading.use(week, slots, source);
    }

    private static Problem problem(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.problem();
            }
        }
        return UNREAD.problem();
    }
}
