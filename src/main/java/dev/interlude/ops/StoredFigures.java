package dev.interlude.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.interlude.booking.jdbc.BookingFigures;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaState;
import dev.interlude.webhook.jdbc.DeliveryReader;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The health page's figures from the database, cached for some seconds. */
public class StoredFigures {

    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final LoadingCache<String, Map<String, Object>> read;

    public StoredFigures(BookingFigures bookings, DeliveryReader deliveries, SagaJournal sagas, Clock clock) {
        this.read = Caffeine.newBuilder().expireAfterWrite(BELIEVED).build(what -> switch (what) {
            case "bookings" -> bookings.read();
            case "webhooks" -> deliveries.figures(clock.instant().minus(Duration.ofDays(1)));
            default -> byState(sagas.countOpen());
        });
    }

    /** Of the last 24 hours. */
    public Map<String, Object> webhooks() {
        return read.get("webhooks");
    }

    public Map<String, Object> bookings() {
        return read.get("bookings");
    }

    /** How many are open, by state. */
    public Map<String, Object> sagas() {
        return read.get("sagas");
    }

    private static Map<String, Object> byState(Map<SagaState, Long> open) {
        var figures = new LinkedHashMap<String, Object>();
        for (var state : List.of(SagaState.ACTIVE, SagaState.COMPLETING, SagaState.COMPENSATING, SagaState.STUCK)) {
            figures.put(state.name().toLowerCase(Locale.ROOT), open.getOrDefault(state, 0L));
        }
        return figures;
    }
}
