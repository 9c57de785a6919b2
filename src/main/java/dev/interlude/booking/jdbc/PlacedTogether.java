package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaLost;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Ends the usual case in one commit: Cal.com has booked every segment as planned, and nothing has happened meanwhile. */
public class PlacedTogether {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final PlacingLedger ledger;
    private final SagaJournal journal;
    private final Clock clock;

    public PlacedTogether(
            JdbcClient jdbc,
            TransactionOperations transaction,
            PlacingLedger ledger,
            SagaJournal journal,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ledger = ledger;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Stores what Cal.com has booked, the booking as booked and its saga as complete.
     *
     * @return false when that is not so, or cannot be stored at once; nothing is written then
     */
    public boolean settle(BookingPlan plan, List<Outcome.OfSegment> outcomes, SagaId saga) {
        if (!outcomes.stream().allMatch(Outcome.OfSegment::isAsPlanned)) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> write(plan, outcomes, saga, status)));
        } catch (Refused | SagaLost | TransientDataAccessException e) {
            // Each outcome is stored by itself next, which says what is to be undone.
            return false;
        }
    }

    private boolean write(
            BookingPlan plan, List<Outcome.OfSegment> outcomes, SagaId saga, TransactionStatus transaction) {
        if (booked(plan, outcomes) != outcomes.size()) {
            transaction.setRollbackOnly();
            return false;
        }
        ledger.settled(plan.id());
        journal.complete(saga);
        return true;
    }

    /** How many segments were still waiting for this. */
    private int booked(BookingPlan plan, List<Outcome.OfSegment> outcomes) {
        return jdbc.sql(
                        """
                with seen as (
                    select * from unnest(:segments::uuid[], :uids::text[], :statuses::text[], :emails::text[], :names::text[])
                        as seen (segment, uid, status, email, name)),
                booked as (
                    update segment s set calcom_uid = seen.uid, status = seen.status,
                        shown_email = case when b.erased_at is null then seen.email end,
                        shown_name = case when b.erased_at is null then seen.name end
                    from seen, booking b
                    where s.id = seen.segment and b.id = s.booking and s.status = 'PLANNED'
                    returning s.position, s.key, s.staff, b.saga)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select :booking, :now, 'segment booked', 'interlude', key || ' with ' || staff, :trace, saga
                from booked order by position
                """)
                .param("booking", plan.id())
                .param("segments", each(outcomes, one -> one.segment().id().toString()))
                .param("uids", each(outcomes, one -> done(one).calcomUid()))
                .param("statuses", each(outcomes, one -> done(one).pending() ? "PENDING" : "BOOKED"))
                .param(
                        "emails",
                        each(
                                outcomes,
                                one -> shown(plan, done(one).attendees(), who -> who.who()
                                        .email())))
                .param(
                        "names",
                        each(
                                outcomes,
                                one -> shown(plan, done(one).attendees(), who -> who.who()
                                        .name())))
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    private static Done done(Outcome.OfSegment one) {
        return (Done) one.outcome();
    }

    /** The digest of what Cal.com shows of our customer; null: nothing. */
    private static String shown(BookingPlan plan, ObservedAttendees there, Function<CalcomAttendee, String> what) {
        var customer = plan.attendee();
        return there.customer(new LocalAttendee(customer.name(), customer.email(), customer.phoneNumber(), null, null))
                .map(what)
                .map(LocalAttendee::digest)
                .orElse(null);
    }

    private static String[] each(List<Outcome.OfSegment> outcomes, Function<Outcome.OfSegment, String> value) {
        return outcomes.stream().map(value).toArray(String[]::new);
    }
}
