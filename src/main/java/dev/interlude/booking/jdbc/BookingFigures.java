package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many bookings there are, 30 days back and ahead. */
public class BookingFigures {

    private static final String BOOKINGS =
            """
            select count(*) filter (where live and start_at >= :today and start_at < :tomorrow) as today,
                   count(*) filter (where live and start_at >= :now and start_at < :soon) as upcoming_24h,
                   round(100.0 * count(*) filter (where status in ('CANCELLED', 'CANCEL_PENDING'))
                         / nullif(count(*) filter (where live or status in ('CANCELLED', 'CANCEL_PENDING')), 0), 1)
                       as cancellation_rate
            from (select status, start_at,
                         status in ('PENDING', 'BOOKED', 'RESCHEDULING', 'NO_SHOW', 'COMPLETED') as live
                  from booking where start_at >= :from and start_at < :to) about
            """;

    private static final Duration ABOUT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ZoneId zone;

    /** @param zone the salon's: when its today begins */
    public BookingFigures(JdbcClient jdbc, Clock clock, ZoneId zone) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.zone = zone;
    }

    /** Cancellations in percent of what was booked; null without a booking. */
    public Map<String, Object> read() {
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        return jdbc.sql(BOOKINGS)
                .param("today", start(today))
                .param("tomorrow", start(today.plusDays(1)))
                .param("now", sql(now))
                .param("soon", sql(now.plus(Duration.ofDays(1))))
                .param("from", sql(now.minus(ABOUT)))
                .param("to", sql(now.plus(ABOUT)))
                .query((row, n) -> {
                    var figures = new LinkedHashMap<String, Object>();
                    figures.put("today", row.getLong("today"));
                    figures.put("upcoming_24h", row.getLong("upcoming_24h"));
                    figures.put("cancellation_rate", row.getBigDecimal("cancellation_rate"));
                    return (Map<String, Object>) figures;
                })
                .single();
    }

    private OffsetDateTime start(LocalDate day) {
        return sql(day.atStartOfDay(zone).toInstant());
    }
}
