package dev.interlude.availability.slots;

import dev.interlude.availability.AvailabilitySettings;
import dev.interlude.availability.slots.SlotMetrics.Source;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
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
 * Caches free times for a while and reads each week only once at a time. A hint only: our holds are subtracted, and
 * Cal.com's create decides.
 *
 * <p>A search looks up, reads what is missing, keeps it, and completes. One lock guards the cache; it is not held
 * during calls.
 */
public final class SlotCache {

    private final AvailabilitySettings settings;
    private final Clock clock;
    private final SlotMemory memory;
    private final SlotMetrics metrics;
    private final SlotWait patience;
    private final SlotFlights flights = new SlotFlights();
    private final Set<SlotWeek> due = new HashSet<>();
    private final Set<SlotFlight> refreshing = new HashSet<>();
    private final Map<String, Set<Long>> eventTypesOf = new HashMap<>();

    public SlotCache(Catalog catalog, AvailabilitySettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.memory = new SlotMemory(settings, clock);
        this.metrics = new SlotMetrics(meters, memory::size);
        this.patience = new SlotWait(settings);
        catalog.services().values().stream()
                .flatMap(service -> service.segments().stream())
                .flatMap(Segment::inEachLength)
                .forEach(segment -> segment.eventTypes().forEach((staff, id) -> eventTypesOf
                        .computeIfAbsent(staff, s -> new HashSet<>())
                        .add(id)));
    }

    /** The cached slots, for an answer that must be complete. */
    public SlotReading look(Collection<SlotRead> reads) {
        return look(reads, SlotDemand.WHOLE, SlotAllowance.UNLIMITED);
    }

    /**
     * The cached slots. The caller must read the rest: for each of {@link SlotReading#missing} it calls {@link #keep}
     * or {@link #fail}, and {@link #end} in any case.
     *
     * @param allowance calls that can be made in time; what needs more is left out, and read in the background
     * @throws Refused if a read failed a moment ago, the cache has nothing recent enough, and nothing may be left out
     */
    public synchronized SlotReading look(Collection<SlotRead> reads, SlotDemand demand, SlotAllowance allowance) {
        var now = clock.instant();
        var reading = new SlotReading(
                reads, demand, now, System.nanoTime() + patience.of(demand).toNanos());
        var unknown = new ArrayList<SlotWeek>();
        for (var week : reading.weeks()) {
            var known = memory.slots(week);
            if (known != null && !known.outdated() && known.isYounger(settings.believed(), now)) {
                if (!known.dueAt().isAfter(now)) {
                    due.add(week);
                }
                use(reading, week, known, known.unanswered() ? Source.STALE : Source.HIT);
            } else if (asksInVain(week)) {
                fallBack(reading, week, memory.failure(week));
            } else {
                unknown.add(week);
            }
        }
        board(reading, unknown, allowance, now);
        return reading;
    }

    /** What is cached, also where a diary has changed since: for work that may not spend a call. */
    public FreeSlots known(Collection<SlotRead> reads) {
        return SlotReading.cached(reads, memory::slots);
    }

    /** Another one each time that something else may be known of free times. To be asked before they are looked up. */
    public long version() {
        return memory.version();
    }

    /** An answer was given again for which a number of weeks was looked up. */
    public void usedAgain(int weeks, Instant readAt) {
        metrics.answeredAgain(weeks, Duration.between(readAt, clock.instant()));
    }

    /** Adds free times read from Cal.com. */
    public synchronized void keep(SlotRead read, Collection<Instant> starts) {
        var flight = flights.of(read);
        if (flight != null) {
            var brought = new HashMap<SlotWeek, KnownSlots>();
            flight.weeks().forEach(week -> brought.put(week, memory.keep(week, starts, flight.isOvertaken(week))));
            flights.end(flight);
            flight.land(brought);
        }
    }

    /** The read failed; everyone waiting for it gets the failure. */
    public synchronized void fail(SlotRead read, Throwable failure) {
        var flight = flights.of(read);
        if (flight != null) {
            metrics.failed();
            var problem = SlotFlight.problem(failure);
            flight.asked().forEach(week -> memory.fail(week, problem));
            if (!SlotMemory.isSilence(problem)) {
                flight.weeks().forEach(due::remove); // otherwise the failure would be reported again
            }
            flights.end(flight);
            flight.fail(problem);
        }
    }

    /** The read has ended, whatever happened. */
    public synchronized void end(SlotRead read) {
        var flight = flights.of(read);
        if (flight != null) {
            flights.end(flight);
            flight.fail(SlotFlight.problem(null));
        }
    }

    /**
     * Waits for what is still being read, and completes a reading.
     *
     * @throws Refused if something is missing that may not be left out and the cache has nothing recent enough
     */
    public void settle(SlotReading reading) {
        var hurried = System.nanoTime() + settings.hurry().toNanos();
        reading.open().forEach((week, flight) -> {
            try {
                var waitsLess = memory.slots(week) != null && !reading.demand().certain();
                var deadline = waitsLess && hurried - reading.deadline() < 0 ? hurried : reading.deadline();
                var slots = flight.await(deadline).get(week);
                use(reading, week, slots, reading.leads(flight) ? Source.READ : Source.SHARED);
            } catch (Refused refused) {
                fallBack(reading, week, refused.problem());
            }
        });
        metrics.answered(Duration.between(reading.readAt(), clock.instant()));
    }

    /**
     * Prefetches what is not cached, a few reads at a time with the refreshes, so that callers still find calls left.
     */
    public synchronized void expect(Collection<SlotRead> reads) {
        reads.stream()
                .flatMap(SlotWeek::of)
                .filter(week -> memory.slots(week) == null)
                .forEach(due::add);
    }

    /**
     * What to refresh or prefetch, oldest first; the caller reads it like missing slots. Only a few at a time:
     * refreshes wait long for their share of the budget and would block searches.
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
                .map(run -> flights.start(run, widened(run, settings.weeksAtLeast(), now), now))
                .toList();
        next.forEach(flight -> {
            metrics.refreshed();
            refreshing.add(flight);
            flight.weeks().forEach(due::remove);
        });
        return next.stream().map(SlotFlight::read).toList();
    }

    /** For the health page: how many weeks of event types are cached, and since when the oldest and the newest; null without one. */
    public Map<String, Object> figures() {
        return memory.figures();
    }

    /** A diary changed around an instant: marks the cached slots of those days as outdated. */
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

    /** Whether a read failed a moment ago. Having had no calls left does not count: the allowance knows. */
    private boolean asksInVain(SlotWeek week) {
        var failure = memory.failure(week);
        return failure != null && failure.code() != ProblemCode.UNAVAILABLE;
    }

    private void board(SlotReading reading, List<SlotWeek> weeks, SlotAllowance allowance, Instant now) {
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
        var runs = SlotWeek.runs(mine, settings.weeksAtOnce());
        runs.sort(Comparator.comparing(run -> reading.turnOf(run.get(0))));
        var calls = reading.demand().whole() ? runs.size() : Math.min(runs.size(), allowance.calls());
        var scarce = allowance.calls() / 2 < runs.size();
        var atLeast = scarce ? settings.weeksAtOnce() : settings.weeksAtLeast();
        for (var run : runs.subList(0, calls)) {
            var flight = flights.start(run, widened(run, atLeast, now), now);
            run.forEach(week -> reading.lead(week, flight));
        }
        for (var run : runs.subList(calls, runs.size())) {
            due.addAll(run);
            var problem = SlotFlight.noCallLeft(allowance.secondsFor(runs.size() - calls), allowance.blocked());
            run.forEach(week -> fallBack(reading, week, problem));
        }
    }

    /**
     * A call for more weeks is still one call, so it reads ahead: the weeks that follow, and the rest of this week,
     * which a search of next Monday touches where midnight is still Sunday in UTC.
     */
    private List<SlotWeek> widened(List<SlotWeek> run, int atLeast, Instant now) {
        var wide = new ArrayList<>(run);
        var before = run.get(0).previous();
        if (atLeast > 1
                && before.contains(now)
                && memory.slots(before) == null
                && flights.bringing(before, now) == null) {
            wide.add(0, before);
        }
        while (wide.size() < atLeast
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
        if (known != null && SlotMemory.isSilence(problem) && !reading.demand().certain()) {
            use(reading, week, known, Source.STALE);
            return;
        }
        metrics.lookedUp(Source.NONE);
        if (reading.demand().whole()) {
            throw new Refused(problem);
        }
        reading.leaveOut(week, problem);
    }

    private void use(SlotReading reading, SlotWeek week, KnownSlots slots, Source source) {
        metrics.lookedUp(source);
        reading.use(week, slots, source);
    }
}
