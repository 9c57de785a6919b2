package dev.interlude.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers free times for a short while, by event type and day. A hint, never a promise: Cal.com's create decides.
 */
public final class SlotCache {

    private record Day(String account, long eventTypeId, LocalDate day) {}

    private record Known(List<Instant> starts, Instant readAt) {}

    private final Cache<Day, Known> days;
    private final Map<String, Set<Long>> eventTypesOf = new HashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Clock clock;

    /**
     * @param fresh how long a day is believed
     * @param most how many days of event types are kept
     */
    public SlotCache(Catalog catalog, Duration fresh, long most, Clock clock) {
        this.clock = clock;
        this.days = Caffeine.newBuilder()
                .expireAfterWrite(fresh)
                .maximumSize(most)
                .recordStats()
                .build();
        catalog.services().values().stream()
                .flatMap(service -> service.segments().stream())
                .forEach(segment -> segment.eventTypes().forEach((staff, id) -> eventTypesOf
                        .computeIfAbsent(staff, s -> new HashSet<>())
                        .add(id)));
    }

    /** What is known of these times; the rest is for the caller to read and to {@link #keep}. */
    public SlotReading look(Collection<SlotRead> reads) {
        var reading = new SlotReading(reads, clock.instant(), changes.get());
        for (var read : reads) {
            var starts = new ArrayList<Instant>();
            var readAt = Instant.MAX;
            var complete = true;
            for (var day : daysOf(read)) {
                var known = days.getIfPresent(day);
                if (known == null) {
                    complete = false;
                    break;
                }
                starts.addAll(known.starts());
                readAt = known.readAt().isBefore(readAt) ? known.readAt() : readAt;
            }
            if (complete) {
                reading.known(read, starts, readAt);
            } else {
                reading.lacks(read);
            }
        }
        return reading;
    }

    /** Takes in what Cal.com has told; not remembered when a diary has changed since the reading began. */
    public void keep(SlotReading reading, SlotRead read, List<Instant> starts) {
        var now = clock.instant();
        reading.known(read, starts, now);
        if (reading.changesSeen() != changes.get()) {
            return;
        }
        var byDay = new HashMap<Day, List<Instant>>();
        daysOf(read).forEach(day -> byDay.put(day, new ArrayList<>()));
        for (var start : starts) {
            byDay.getOrDefault(
                            new Day(read.account(), read.eventTypeId(), LocalDate.ofInstant(start, ZoneOffset.UTC)),
                            new ArrayList<>())
                    .add(start);
        }
        byDay.forEach((day, its) -> days.put(day, new Known(List.copyOf(its), now)));
    }

    /** Somebody's diary has changed around an instant: what is remembered of those days no longer holds. */
    public void forget(String staff, Instant around) {
        changes.incrementAndGet();
        var day = LocalDate.ofInstant(around, ZoneOffset.UTC);
        var touched = Set.of(day.minusDays(1), day, day.plusDays(1));
        var eventTypes = eventTypesOf.getOrDefault(staff, Set.of());
        days.asMap()
                .keySet()
                .removeIf(known -> eventTypes.contains(known.eventTypeId()) && touched.contains(known.day()));
    }

    private static List<Day> daysOf(SlotRead read) {
        return read.days()
                .map(day -> new Day(read.account(), read.eventTypeId(), day))
                .toList();
    }
}
