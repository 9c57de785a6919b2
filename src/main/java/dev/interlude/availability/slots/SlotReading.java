package dev.interlude.availability.slots;

import dev.interlude.availability.slots.SlotMetrics.Source;
import dev.interlude.platform.problems.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The slots of one search while they are collected: cached, read for it, or read for other searches. */
public final class SlotReading {

    private final Collection<SlotRead> reads;
    private final Set<SlotWeek> weeks = new LinkedHashSet<>();
    private final Map<SlotWeek, SlotFlight> open = new LinkedHashMap<>();
    private final List<SlotRead> missing = new ArrayList<>();
    private final Map<SlotWeek, KnownSlots> known = new HashMap<>();
    private final Map<SlotWeek, Problem> leftOut = new LinkedHashMap<>();
    private final SlotDemand demand;
    private final long deadline;
    private Instant oldest;
    private boolean stale;

    /** @param deadline of {@link System#nanoTime}, for missing slots */
    SlotReading(Collection<SlotRead> reads, SlotDemand demand, Instant now, long deadline) {
        this.reads = reads;
        this.demand = demand;
        this.deadline = deadline;
        this.oldest = now;
        reads.forEach(read -> SlotWeek.of(read).forEach(weeks::add));
    }

    /** What is cached of these, however old; nothing is read. */
    static FreeSlots cached(Collection<SlotRead> reads, Function<SlotWeek, KnownSlots> memory) {
        var reading = new SlotReading(reads, SlotDemand.SEARCH, Instant.EPOCH, 0);
        for (var week : reading.weeks) {
            var slots = memory.apply(week);
            if (slots != null) {
                reading.known.put(week, slots);
            }
        }
        return reading.free();
    }

    Set<SlotWeek> weeks() {
        return weeks;
    }

    void use(SlotWeek week, KnownSlots slots, Source source) {
        known.put(week, slots);
        oldest = slots.readAt().isBefore(oldest) ? slots.readAt() : oldest;
        stale |= source == Source.STALE;
    }

    /** It is done without this week. */
    void leaveOut(SlotWeek week, Problem why) {
        leftOut.put(week, why);
    }

    /** Weeks requested earlier are read first. */
    int turnOf(SlotWeek week) {
        int turn = 0;
        for (var read : reads) {
            if (read.eventTypeId() == week.eventTypeId() && read.account().equals(week.account())) {
                return turn;
            }
            turn++;
        }
        return turn;
    }

    SlotDemand demand() {
        return demand;
    }

    long deadline() {
        return deadline;
    }

    /** The days it lacks, within the requested range. */
    public List<LeftOut> leftOut() {
        var parts = new ArrayList<LeftOut>();
        for (var read : reads) {
            SlotWeek.of(read).filter(leftOut::containsKey).forEach(week -> {
                var from = later(week.begins(), begins(read));
                var to = earlier(week.ends(), ends(read));
                var last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
                if (last != null
                        && last.eventTypeId() == read.eventTypeId()
                        && last.to().equals(from)) {
                    parts.set(parts.size() - 1, new LeftOut(read.eventTypeId(), last.from(), to, last.why()));
                } else {
                    parts.add(new LeftOut(read.eventTypeId(), from, to, leftOut.get(week)));
                }
            });
        }
        return List.copyOf(parts);
    }

    /** Whether any slots of an event type are known. */
    public boolean knows(long eventTypeId) {
        return known.keySet().stream().anyMatch(week -> week.eventTypeId() == eventTypeId);
    }

    /** This search must read it. */
    void lead(SlotWeek week, SlotFlight flight) {
        if (!missing.contains(flight.read())) {
            missing.add(flight.read());
        }
        open.put(week, flight);
    }

    /** Another search is reading it already. */
    void join(SlotWeek week, SlotFlight flight) {
        open.put(week, flight);
    }

    /** Missing weeks, each with the read that will bring it. */
    Map<SlotWeek, SlotFlight> open() {
        return open;
    }

    boolean leads(SlotFlight flight) {
        return missing.contains(flight.read());
    }

    public boolean anyMissing() {
        return !missing.isEmpty();
    }

    /** Whether all of it was remembered, and none outdated. */
    public boolean isCached() {
        return open.isEmpty() && leftOut.isEmpty() && !stale;
    }

    public int weekCount() {
        return weeks.size();
    }

    /** What this search must read from Cal.com. */
    public List<SlotRead> missing() {
        return List.copyOf(missing);
    }

    public FreeSlots free() {
        var starts = new HashMap<Long, long[]>();
        for (var read : reads) {
            var all = SlotWeek.of(read)
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .flatMapToLong(slots -> java.util.Arrays.stream(slots.starts()))
                    .toArray();
            starts.put(
                    read.eventTypeId(),
                    FreeSlots.between(
                            all, begins(read).getEpochSecond(), ends(read).getEpochSecond() - 1));
        }
        return FreeSlots.ofSorted(starts);
    }

    /** When the oldest part of it was read. */
    public Instant readAt() {
        return oldest;
    }

    /** Whether a part of it is outdated because Cal.com cannot be reached. */
    public boolean stale() {
        return stale;
    }

    /** The first instant of the first day it covers. */
    public Instant from() {
        return reads.stream().map(SlotReading::begins).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** The last instant of the last day it covers. */
    public Instant to() {
        return reads.stream().map(SlotReading::ends).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant begins(SlotRead read) {
        return midnight(read.firstDay());
    }

    private static Instant ends(SlotRead read) {
        return midnight(read.lastDay().plusDays(1));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
