package dev.interlude.booking.rules.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.holds.HoldRequest;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.move.MoveRequest;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.booking.rules.KnownAppointment;
import dev.interlude.booking.rules.RuleCheck;
import dev.interlude.booking.rules.RuleRefused;
import dev.interlude.catalog.AppointmentRules.Requirement;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Instants;
import dev.interlude.platform.jdbc.NamedLocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the rules between a customer's appointments. Each is checked twice: before Cal.com is called, and again by what decides,
 * in its transaction and behind a lock of the customer. Each service of a visit is an appointment with its own start, which is only
 * known once it is planned: a visit is checked by what decides alone, which is before Cal.com is called, too. Bookings that others
 * made in Cal.com count, but are never refused.
 */
public class CustomerAppointments {

    private static final UUID NONE = new UUID(0, 0);
    private static final int MOST = 1000;
    /** No appointment takes longer; so the index need not be read from the customer's first appointment on. */
    private static final Duration LONGEST = Duration.ofDays(60);

    private static final String OTHERS =
            """
            select b.id, coalesce(part.service, b.service) service, b.status, coalesce(part.start_at, b.start_at) start_at,
                   coalesce(part.end_at, b.end_at) end_at
            from booking b left join lateral services_of_visit(b.id) part on b.service ~ '[._]'
            where lower(b.attendee_email) = lower(:email) and b.erased_at is null and b.start_at > :from
              and b.status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING', 'COMPLETED')
              and (:any or coalesce(part.service, b.service) = any(:services))
              and b.id <> :except and b.request is distinct from :request
            order by start_at, id limit :most
            """;

    private static final String STARTS = "select key, start_at from segment where booking = :id and current";

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final Catalog catalog;
    private final Clock clock;

    public CustomerAppointments(JdbcClient jdbc, Catalog catalog, Clock clock) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @throws RuleRefused when a rule is not met */
    public void requireRules(BookingRequest request) {
        var service = request.planRequest().service();
        if (!request.options().toHold() && !request.options().overLimits() && service.visit() == null) {
            requireNew(
                    service, request.planRequest().start(), request.attendee().email(), request.request());
        }
    }

    /** The same of an offer to hold, if its customer is named. */
    public void requireRulesOfHold(HoldRequest request) {
        var booking = request.bookingRequest();
        var service = booking.planRequest().service();
        if (request.email() != null && service.visit() == null) {
            requireNew(service, booking.planRequest().start(), request.email().toString(), booking.request());
        }
    }

    /** The same of a move; one that only shifts later parts keeps what was met. */
    public void requireRulesOfMove(Booking booking, MoveRequest request) {
        var service = request.planRequest().service();
        if (!request.overLimits()
                && !service.rules().isNone()
                && !booking.start().equals(request.planRequest().start())) {
            requireMoved(
                    service, request.planRequest().start(), booking.attendee().email(), booking.id());
        }
    }

    /** To be called in the transaction that will place it, before anything is written. */
    public void requireRulesNow(BookingPlan plan) {
        if (plan.overrideReason() == null) {
            requireRulesNow(plan, plan.attendee().email());
        }
    }

    /** The same of an offer to hold. */
    public void requireRulesNow(HoldRequest request, BookingPlan plan) {
        if (request.email() != null) {
            requireRulesNow(plan, request.email().toString());
        }
    }

    private void requireRulesNow(BookingPlan plan, String email) {
        var service = catalog.service(plan.service()).filter(this::hasRules);
        if (service.isPresent()) {
            locks.take(Attendee.lockOf(email));
            var starts = plan.segments().stream().collect(toMap(PlannedSegment::key, PlannedSegment::start));
            starts(service.get(), starts).forEach((part, start) -> requireNew(part, start, email, plan.request()));
        }
    }

    /** The same of a move: of each service that begins at another time. */
    public void requireRulesNow(MovePlan plan) {
        var service = Optional.ofNullable(plan.booked().service())
                .flatMap(catalog::service)
                .filter(its ->
                        its.parts().stream().anyMatch(part -> !part.rules().isNone()));
        if (plan.booked().overrideReason() == null && service.isPresent()) {
            var email = plan.booked().attendee().email();
            locks.take(Attendee.lockOf(email));
            var before = starts(service.get(), startsOf(plan.booking()));
            var after = plan.parts().stream().collect(toMap(MovePlan.Part::key, MovePlan.Part::start));
            starts(service.get(), after).forEach((part, start) -> {
                if (!part.rules().isNone() && !start.equals(before.get(part))) {
                    requireMoved(part, start, email, plan.booking());
                }
            });
        }
    }

    /** When each service of an appointment begins; of one that is no visit itself. */
    private static Map<Service, Instant> starts(Service service, Map<String, Instant> segments) {
        var starts = new LinkedHashMap<Service, Instant>();
        for (var part : service.parts()) {
            segments.entrySet().stream()
                    .filter(segment ->
                            service.visit() == null || segment.getKey().startsWith(part.id() + "."))
                    .map(Map.Entry::getValue)
                    .min(Comparator.naturalOrder())
                    .ifPresent(start -> starts.put(part, start));
        }
        return starts;
    }

    private Map<String, Instant> startsOf(UUID booking) {
        var starts = new HashMap<String, Instant>();
        jdbc.sql(STARTS).param("id", booking).query(row -> {
            starts.put(row.getString("key"), Instants.read(row, "start_at"));
        });
        return starts;
    }

    /** Whether the appointment that another one needs is there. */
    boolean lacksRequired(Service service, Instant start, String email, UUID booking) {
        return check().ofStanding(service, start, others(service, start, email, booking, null))
                .isPresent();
    }

    private boolean hasRules(Service service) {
        return catalog.oneOpen()
                || service.parts().stream().anyMatch(part -> !part.rules().isNone());
    }

    private void requireNew(Service service, Instant start, String email, UUID request) {
        if (hasRules(service)) {
            refuse(check().ofNew(service, start, others(service, start, email, NONE, request)));
        }
    }

    private void requireMoved(Service service, Instant start, String email, UUID booking) {
        refuse(check().ofMoved(service, start, others(service, start, email, booking, null)));
    }

    private RuleCheck check() {
        return new RuleCheck(catalog, clock.instant());
    }

    private static void refuse(Optional<RuleRefused> refused) {
        refused.ifPresent(refusal -> {
            throw refusal;
        });
    }

    private List<KnownAppointment> others(Service service, Instant start, String email, UUID except, UUID request) {
        var rules = service.rules();
        return jdbc.sql(OTHERS)
                .param("email", email)
                .param("from", sql(from(service, start)))
                .param("any", catalog.oneOpen())
                .param(
                        "services",
                        Stream.concat(Stream.of(service.id()), rules.required().map(Requirement::service).stream())
                                .toArray(String[]::new))
                .param("except", except)
                .param("request", request, java.sql.Types.OTHER)
                .param("most", MOST)
                .query((row, n) -> new KnownAppointment(
                        row.getObject("id", UUID.class),
                        row.getString("service"),
                        BookingStatus.valueOf(row.getString("status")),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at")))
                .list();
    }

    /** The earliest start that any of the rules looks at. */
    private Instant from(Service service, Instant start) {
        var rules = service.rules();
        var back = Stream.concat(rules.interval().stream(), rules.required().map(Requirement::within).stream())
                .map(span -> span.before(start, catalog.timeZone()));
        var whole = rules.required().filter(required -> required.within() == null);
        return whole.isPresent()
                ? Instant.EPOCH
                : Stream.concat(back, Stream.of(clock.instant().minus(LONGEST)))
                        .min(Instant::compareTo)
                        .map(first -> first.minusSeconds(1))
                        .orElseThrow();
    }
}
