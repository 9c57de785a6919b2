package dev.interlude.booking.units.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.availability.units.UnitTimes;
import dev.interlude.availability.units.UnitTimes.Taken;
import dev.interlude.booking.Booking;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Resource;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The units of resources that are free: neither held for a customer nor closed; nothing is read for what needs none. */
public class HeldUnits {

    private static final UUID NO_BOOKING = new UUID(0, 0);
    /** What begins in a range may end after it. */
    private static final Duration BEYOND = Duration.ofDays(1);

    private static final String HELD =
            """
            select kind, unit, lower(during) held_from, upper(during) held_to from held_unit
            where during && tstzrange(:from, :to) and kind = any(:kinds) and booking <> :booking
              and (ends_at is null or ends_at > clock_timestamp())
            union all
            select kind, unit, from_at, to_at from closed_units(:kinds, :from, :to)
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;

    public HeldUnits(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** Those that a service needs. */
    public FreeUnits during(Service service, Instant from, Instant to) {
        return forOthers(NO_BOOKING, service, from, to);
    }

    /** Those of the whole catalog. */
    public FreeUnits during(Instant from, Instant to) {
        return free(NO_BOOKING, catalog.resources().values(), from, to);
    }

    /** What one booking holds counts as free. */
    public FreeUnits ofMove(Booking booking, Service service, Instant from, Instant to) {
        return forOthers(booking.id(), service, from, to);
    }

    private FreeUnits forOthers(UUID booking, Service service, Instant from, Instant to) {
        return free(booking, kinds(service), from, to);
    }

    private FreeUnits free(UUID booking, Collection<Resource> kinds, Instant from, Instant to) {
        return kinds.isEmpty() || !from.isBefore(to)
                ? FreeUnits.ALL
                : times(booking, kinds, from, to.plus(BEYOND)).free();
    }

    List<Resource> kinds(Service service) {
        return service.needs().stream().map(catalog.resources()::get).toList();
    }

    UnitTimes times(UUID booking, Collection<Resource> kinds, Instant from, Instant to) {
        return UnitTimes.of(kinds, catalog.timeZone(), from, to, held(booking, kinds, from, to));
    }

    private List<Taken> held(UUID booking, Collection<Resource> kinds, Instant from, Instant to) {
        return jdbc.sql(HELD)
                .param("from", sql(from))
                .param("to", sql(to))
                .param("kinds", kinds.stream().map(Resource::id).toArray(String[]::new))
                .param("booking", booking)
                .query((row, n) -> new Taken(
                        row.getString("kind"),
                        row.getObject("unit", Integer.class),
                        new Interval(Instants.read(row, "held_from"), Instants.read(row, "held_to"))))
                .list();
    }
}
