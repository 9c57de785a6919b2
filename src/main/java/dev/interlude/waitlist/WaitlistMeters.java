package dev.interlude.waitlist;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The room's meters. Numbers of entries are as of the last count; a scrape makes no queries. */
public class WaitlistMeters {

    /**
     * @param waiting entries without an offer
     * @param offered entries with one
     * @param freed times that are still to be looked at
     * @param stuck times that need a person
     */
    public record Open(long waiting, long offered, long freed, long stuck) {}

    private final MeterRegistry meters;
    private volatile Open open = new Open(0, 0, 0, 0);

    public WaitlistMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("interlude.waitlist.entries", () -> open.waiting())
                .description("open entries of the waiting list")
                .tag("status", "waiting")
                .register(meters);
        Gauge.builder("interlude.waitlist.entries", () -> open.offered())
                .description("open entries of the waiting list")
                .tag("status", "offered")
                .register(meters);
        Gauge.builder("interlude.waitlist.freed", () -> open.freed())
                .description("freed times that are still to be offered to the waiting list")
                .register(meters);
        Gauge.builder("interlude.waitlist.stuck", () -> open.stuck())
                .description("freed times that could not be offered and need a person")
                .register(meters);
        List.of("made", "accepted", "declined", "unanswered", "taken", "refused", "withdrawn")
                .forEach(this::offers);
    }

    public void counted(Open counted) {
        open = counted;
    }

    /** An offer to one entry: made, or how it ended. */
    public void offer(String result) {
        offers(result).increment();
    }

    private Counter offers(String result) {
        return Counter.builder("interlude.waitlist.offers")
                .description("offers to entries of the waiting list, and how they ended")
                .tag("result", result)
                .register(meters);
    }
}
