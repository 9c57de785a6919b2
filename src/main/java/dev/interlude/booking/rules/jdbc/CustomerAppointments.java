package dev.interlude.booking.rules.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.BookingStatus;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the rules between a customer's appointments. Each is checked twice: before Cal.com is called, and again by what decides,
 * in its transaction and behind a lock of the customer. Bookings that others made in Cal.com count, but are never refused.
 */
public class CustomerAppointments {

    private static final UUID NONE = new UUID(0, 0);
    private static final int MOST = 1000;
    /** No appointment takes longer; so the index need not be read from the customer's first appointment on. */
    private static final Duration LONGEST = Duration.ofDays(60);

    private static final String OTHERS =
            """
            select id, service, status, start_at, end_at from booking
            where lower(attendee_email) = lower(:email) and erased_at is null and start_at > :from
              and status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING', 'COMPLETED')
              and (:any or service = any(:services))
              and id <> :except and request is distinct from :request
            order by start_at, id limit :most
            """;

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
        if (!request.options().toHold() && !request.options().overLimits()) {
            requireNew(
                    request.planRequest().service(),
                    request.planRequest().start(),
                    request.attendee().email(),
                    request.request());
        }
    }

    /** The same of an offer to hold, if its customer is named. */
    public void requireRulesOfHold(HoldRequest request) {
        if (request.email() != null) {
            var booking = request.bookingRequest();
            requireNew(
                    booking.planRequest().service(),
                    booking.planRequest().start(),
                    request.email().toString(),
                    booking.request());
        }
    }

    /** The same of a move; one that only shifts later parts keeps what was met. */
    public void requireRulesOfMove(Booking booking, MoveRequest request) {
        var service = request.planRequest().service();
        if (!service.rules().isNone()
                && !booking.start().equals(request.planRequest().start())) {
            requireMoved(
                    service, request.planRequest().start(), booking.attendee().email(), booking.id());
        }
    }

    /** To be called in the transaction that will place it, before anything is written. */
    public void requireRulesNow(BookingPlan plan) {
        var service = catalog.service(plan.service());
        if (plan.overrideReason() == null && service.filter(this::hasRules).isPresent()) {
            locks.take(Attendee.lockOf(plan.attendee().email()));
            requireNew(service.get(), plan.start(), plan.attendee().email(), plan.request());
        }
    }

    /** The same of an offer to hold. */
    public void requireRulesNow(HoldRequest request) {
        if (request.email() != null
                && hasRules(request.bookingRequest().planRequest().service())) {
            locks.take(Attendee.lockOf(request.email().toString()));
            requireRulesOfHold(request);
        }
    }

    /** The same of a move. */
    public void requireRulesNow(MovePlan plan) {
        var service = Optional.ofNullable(plan.booked().service()).flatMap(catalog::service);
        if (service.filter(its -> !its.rules().isNone()).isPresent()) {
            var email = plan.booked().attendee().email();
            locks.take(Attendee.lockOf(email));
            if (!startOf(plan.booking()).equals(plan.start())) {
                requireMoved(service.get(), plan.start(), email, plan.booking());
            }
        }
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
            service.parts()
                    .forEach(part -> refuse(check().ofNew(part, start, others(part, start, email, NONE, request))));
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

    private Instant startOf(UUID booking) {
        return jdbc.sql("select start_at from booking where id = :id")
                .param("id", booking)
                .query((row, n) -> Instants.read(row, "start_at"))
                .single();
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
