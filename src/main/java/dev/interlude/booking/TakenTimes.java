package dev.interlude.booking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.availability.OfferQuery;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.jdbc.StaffTurns;
import dev.interlude.booking.units.jdbc.HeldUnits;
import dev.interlude.catalog.Service;
import dev.interlude.platform.work.Changes;
import java.time.Duration;
import java.time.Instant;

/**
 * What a search must leave out, whatever Cal.com says. Remembered for a moment, unless this node has changed something since:
 * what other nodes book is seen that much later, and refused if chosen.
 */
public class TakenTimes {

    private static final int MOST_REMEMBERED = 2_000;

    private record Range(String service, boolean overLimits, Instant from, Instant to) {}

    private record Known(Service service, long version, Taken taken) {}

    private final HeldTimes times;
    private final DayLimits limits;
    private final HeldUnits units;
    private final StaffTurns turns;
    private final Changes changes;
    private final Cache<Range, Known> remembered;

    /** @param forHowLong zero: the database is asked each time */
    public TakenTimes(
            HeldTimes times,
            DayLimits limits,
            HeldUnits units,
            StaffTurns turns,
            Changes changes,
            Duration forHowLong) {
        this.times = times;
        this.limits = limits;
        this.units = units;
        this.turns = turns;
        this.changes = changes;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(forHowLong)
                .build();
    }

    /** @param from the earliest free time that the search knows of, {@code to} the latest */
    public Taken duringSearch(OfferQuery query, Instant from, Instant to) {
        var range = new Range(query.service().id(), query.overLimits(), from, to);
        var version = changes.version();
        var known = query.demand().certain() ? null : remembered.getIfPresent(range);
        if (known != null && known.version() == version && known.service().equals(query.service())) {
            return known.taken();
        }
        var taken = read(query, from, to);
        remembered.put(range, new Known(query.service(), version, taken));
        return taken;
    }

    private Taken read(OfferQuery query, Instant from, Instant to) {
        var held = times.during(from, to);
        return new Taken(
                held,
                limits.duringSearch(query, from, to),
                units.during(query.service(), from, to),
                turns.of(query.service(), held));
    }
}
