package dev.interlude.absences;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The room's meters, as of the last count; a scrape makes no queries. */
public class AbsenceMeters {

    /**
     * @param absences that stand and are not over
     * @param appointments that one of them concerns, and that are neither moved, cancelled nor kept
     */
    public record Open(long absences, long appointments) {}

    private volatile Open open = new Open(0, 0);

    public AbsenceMeters(MeterRegistry meters) {
        Gauge.builder("interlude.absences.open", () -> open.absences())
                .description("absences that stand and are not over")
                .register(meters);
        Gauge.builder("interlude.absences.unsettled", () -> open.appointments())
                .description(
                        "appointments with someone who is away or something that is closed, neither moved, cancelled nor kept")
                .register(meters);
    }

    public void counted(Open counted) {
        open = counted;
    }
}
