package dev.interlude.booking.deposits;

import dev.interlude.booking.deposits.Deposit.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts deposits: metric {@code interlude.deposits}, by what happened to them. */
public class DepositMeters {

    private final MeterRegistry meters;

    public DepositMeters(MeterRegistry meters) {
        this.meters = meters;
        for (var status : Status.values()) {
            now(status);
        }
    }

    public Counter now(Status status) {
        return Counter.builder("interlude.deposits")
                .description("bookings whose deposit is awaited, was confirmed or was missed")
                .tag("result", status.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
