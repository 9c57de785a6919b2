package dev.interlude.booking.rules;

import dev.interlude.booking.rules.RuleRefused.Help;
import dev.interlude.catalog.AppointmentRules.Requirement;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Span;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks a start against the rules of a service, given the other appointments of the customer.
 *
 * @param now what has ended before is not open
 */
public record RuleCheck(Catalog catalog, Instant now) {

    private static final Duration OFFERED = Duration.ofDays(14);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** @param others in the order of their starts */
    public Optional<RuleRefused> ofNew(Service service, Instant start, List<KnownAppointment> others) {
        return open(service, others).or(() -> ofMoved(service, start, others));
    }

    /** The same of an appointment that the customer has already: it may stay open beside others. */
    public Optional<RuleRefused> ofMoved(Service service, Instant start, List<KnownAppointment> others) {
        return service.rules()
                .interval()
                .flatMap(interval -> tooSoon(service, start, interval, others))
                .or(() -> ofStanding(service, start, others));
    }

    /** The same of one that stands: only whether the appointment that it needs is there. */
    public Optional<RuleRefused> ofStanding(Service service, Instant start, List<KnownAppointment> others) {
        return service.rules().required().flatMap(requirement -> missing(service, start, requirement, others));
    }

    private Optional<RuleRefused> open(Service service, List<KnownAppointment> others) {
        return others.stream()
                .filter(other -> catalog.oneOpen() || service.rules().oneOpen() && other.isOf(service.id()))
                .filter(other -> other.isOpen(now))
                .findFirst()
                .map(other -> new RuleRefused(
                        ProblemCode.OPEN_APPOINTMENT,
                        "The customer has an appointment%s to come, booking %s on %s, and may have one at a time; move or cancel that one."
                                .formatted(
                                        catalog.oneOpen() ? "" : " for " + service.name(),
                                        other.id(),
                                        shown(other.start())),
                        null));
    }

    private Optional<RuleRefused> tooSoon(
            Service service, Instant start, Span interval, List<KnownAppointment> others) {
        var same = others.stream().filter(other -> other.isOf(service.id())).toList();
        return same.stream()
                .filter(other -> isNear(other, start, interval))
                .findFirst()
                .map(near -> {
                    var free = start;
                    for (var other : same) {
                        free = isNear(other, free, interval) ? interval.after(other.start(), zone()) : free;
                    }
                    return new RuleRefused(
                            ProblemCode.TOO_SOON,
                            "A customer's appointments for %s are at least %s apart, and this one has one on %s; after that from %s on."
                                    .formatted(service.name(), interval, shown(near.start()), shown(free)),
                            new Help(service, free, free.plus(OFFERED)));
                });
    }

    private boolean isNear(KnownAppointment other, Instant start, Span interval) {
        return start.isBefore(interval.after(other.start(), zone()))
                && start.isAfter(interval.before(other.start(), zone()));
    }

    private Optional<RuleRefused> missing(
            Service service, Instant start, Requirement requirement, List<KnownAppointment> others) {
        var latest = requirement.atLeast().before(start, zone());
        var earliest = requirement.within() == null
                ? Instant.MIN
                : requirement.within().before(start, zone());
        var met = others.stream()
                .filter(other -> other.isOf(requirement.service()) && other.isAgreed())
                .anyMatch(
                        other -> !other.end().isAfter(latest) && !other.start().isBefore(earliest));
        if (met) {
            return Optional.empty();
        }
        var required = catalog.service(requirement.service()).orElseThrow();
        var lastStart = latest.minusSeconds(required.maxMinutes() * 60L);
        var inTime = lastStart.isAfter(now);
        return Optional.of(new RuleRefused(
                ProblemCode.REQUIRED_APPOINTMENT_MISSING,
                "%s needs an appointment for %s that ends at least %s before%s; the customer has none.%s"
                        .formatted(
                                service.name(),
                                required.name(),
                                requirement.atLeast(),
                                requirement.within() == null
                                        ? ""
                                        : " and begins at most " + requirement.within() + " before",
                                inTime
                                        ? " The alternatives are offers of it."
                                        : " It is too late for one; the alternatives are the next offers of it, choose a later start."),
                inTime
                        ? new Help(required, later(now, lastStart.minus(OFFERED)), lastStart.plusSeconds(1))
                        : new Help(required, now, now.plus(OFFERED))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private ZoneId zone() {
        return catalog.timeZone();
    }

    private String shown(Instant instant) {
        return MINUTE.format(instant.atZone(zone()));
    }
}
