package dev.interlude.availability;

import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** How far ahead a service can be booked. Sync does not compare later bookings with Cal.com. */
public final class Horizon {

    private final Clock clock;
    private final int usualDays;
    private final ZoneId zone;

    /**
     * @param usualDays for services without a value in the catalog
     * @param zone in which the last moment is shown
     */
    public Horizon(Clock clock, int usualDays, ZoneId zone) {
        this.clock = clock;
        this.usualDays = usualDays;
        this.zone = zone;
    }

    /** No appointment may begin after this. */
    public Instant of(Service service) {
        return clock.instant().plus(Duration.ofDays(days(service)));
    }

    /** The error if a start is too far ahead. */
    public Optional<FieldError> beyond(String pointer, Service service, Instant start) {
        var last = of(service);
        return start.isAfter(last)
                ? Optional.of(new FieldError(
                        pointer,
                        "is too far ahead; %s can be booked %d days ahead, now until %s"
                                .formatted(
                                        service.id(),
                                        days(service),
                                        last.atZone(zone).toLocalDate())))
                : Optional.empty();
    }

    private int days(Service service) {
        return service.parts().stream()
                .mapToInt(s -> s.horizonDays() == Service.USUAL_HORIZON ? usualDays : s.horizonDays())
                .min()
                .orElse(usualDays);
    }
}
