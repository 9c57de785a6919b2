package dev.interlude.booking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** Counts how placings end: metric {@code interlude.bookings.placed}, by result, composites apart. */
public class PlacingMeters {

    private final MeterRegistry meters;

    public PlacingMeters(MeterRegistry meters) {
        this.meters = meters;
        for (var status : List.of("BOOKED", "PENDING", "COMPENSATED")) {
            placed(status, true);
            placed(status, false);
        }
    }

    /** @param status BOOKED, PENDING or COMPENSATED */
    public void ended(String status, boolean composite) {
        placed(status, composite).increment();
    }

    private Counter placed(String status, boolean composite) {
        return Counter.builder("interlude.bookings.placed")
                .description("bookings whose placing has ended")
                .tag("composite", String.valueOf(composite))
                .tag("result", status.toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
