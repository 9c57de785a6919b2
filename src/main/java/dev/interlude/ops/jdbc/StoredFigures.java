package dev.interlude.ops.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures of the health page that are in the database; read again after some seconds at the earliest, whoever asks. */
public class StoredFigures {

    private static final Duration BELIEVED = Duration.ofSeconds(5);

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
    private static final String SAGAS =
            "select state, count(*) as sagas from saga where ended_at is null group by state";

    private static final String WEBHOOKS =
            """
            select count(*) filter (where status = 'PROCESSED') as processed_24h,
                   round(avg(extract(epoch from ended_at - received_at) * 1000) filter (where status = 'PROCESSED'))
                       as avg_processing_ms,
                   round(100.0 * count(*) filter (where status = 'DEAD')
                         / nullif(count(*) filter (where status in ('PROCESSED', 'DEAD')), 0), 1) as failure_rate
            from webhook_delivery where ended_at >= :since
            """;

    private static final Duration ABOUT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ZoneId zone;
    private final LoadingCache<String, Map<String, Object>> read;

    /** @param zone the salon's: when its today begins */
    public StoredFigures(JdbcClient jdbc, Clock clock, ZoneId zone) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.zone = zone;
        this.read = Caffeine.newBuilder().expireAfterWrite(BELIEVED).build(what -> switch (what) {
            case "bookings" -> readBookings();
            case "webhooks" -> readWebhooks();
            default -> readSagas();
        });
    }

    /** Of the last 24 hours; the failure rate in percent of what ended as processed or dead. */
    public Map<String, Object> webhooks() {
        return read.get("webhooks");
    }

    private Map<String, Object> readWebhooks() {
        return jdbc.sql(WEBHOOKS)
                .param("since", sql(clock.instant().minus(Duration.ofDays(1))))
                .query((row, n) -> {
                    var figures = new LinkedHashMap<String, Object>();
                    figures.put("processed_24h", row.getLong("processed_24h"));
                    figures.put("avg_processing_ms", row.getBigDecimal("avg_processing_ms"));
                    figures.put("failure_rate", row.getBigDecimal("failure_rate"));
                    return (Map<String, Object>) figures;
                })
                .single();
    }

    /** Cancellations in percent of what was booked, 30 days back and ahead; null without a booking. */
    public Map<String, Object> bookings() {
        return read.get("bookings");
    }

    /** How many are open, by state. */
    public Map<String, Object> sagas() {
        return read.get("sagas");
    }

    private Map<String, Object> readBookings() {
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        return jdbc.sql(BOOKINGS)
                .param("today", sql(start(today)))
                .param("tomorrow", sql(start(today.plusDays(1))))
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

    private Map<String, Object> readSagas() {
        var figures = new LinkedHashMap<String, Object>();
        for (var state : List.of("active", "completing", "compensating", "stuck")) {
            figures.put(state, 0L);
        }
        jdbc.sql(SAGAS)
                .query((row, n) -> Map.entry(row.getString("state").toLowerCase(Locale.ROOT), row.getLong("sagas")))
                .list()
                .forEach(count -> figures.put(count.getKey(), count.getValue()));
        return figures;
    }

    private Instant start(java.time.LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
