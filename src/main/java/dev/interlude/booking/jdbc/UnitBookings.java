package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bookings for which a unit of a resource is kept at some time, for a segment or for a pause. */
public class UnitBookings {

    private static final String DURING =
            """
            select b.id from booking b where b.status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING') and b.id in (
                select booking from held_unit
                where kind = :kind and unit = coalesce(:unit, unit) and during && tstzrange(:from, :to) and segment is not null)
            order by b.start_at, b.id
            """;

    private final JdbcClient jdbc;

    public UnitBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sorted by start; also those on their way to that time.
     *
     * @param unit null: any of its kind
     */
    public List<UUID> during(String kind, Integer unit, Instant from, Instant to) {
        return jdbc.sql(DURING)
                .param("kind", kind)
                .param("unit", unit, Types.SMALLINT)
                .param("from", sql(from))
                .param("to", sql(to))
                .query(UUID.class)
                .list();
    }
}
