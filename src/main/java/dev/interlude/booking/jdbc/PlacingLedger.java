package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.PlacingMeters;
import dev.interlude.booking.StaffAbsences;
import dev.interlude.booking.StaffTime;
import dev.interlude.booking.TimeAlreadyHeld;
import dev.interlude.booking.attendees.jdbc.AttendeeOverlaps;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.deposits.Deposit.Status;
import dev.interlude.booking.deposits.DepositMeters;
import dev.interlude.booking.deposits.DepositTerms;
import dev.interlude.booking.holds.jdbc.HoldTakeover;
import dev.interlude.booking.rules.jdbc.CustomerAppointments;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.AfterCommit;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores a booking while it is placed: a commit for the plan; and when {@link PlacedTogether} cannot end it with a second one,
 * a commit for the outcome of each segment, and one at the end.
 */
public class PlacingLedger {

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final BookingListener listener;
    private final NewBookings bookings;
    private final NewSegments segments;
    private final Clock clock;
    private final DayLimits limits;
    private final CascadeLedger linked;
    private final ObservedAttendeeRows attendees;
    private final AttendeeOverlaps overlaps;
    private final PlacingMeters meters;
    private final HoldTakeover holds;
    private final StaffAbsences absences;
    private final UnitLedger units;
    private final CustomerAppointments customers;
    private final DepositTerms deposits;
    private final DepositMeters depositMeters;

    private record Settled(String status, boolean composite, boolean awaitsDeposit) {}

    public PlacingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingListener listener,
            Clock clock,
            DayLimits limits,
            CascadeLedger linked,
            AttendeeOverlaps overlaps,
            PlacingMeters meters,
            HoldTakeover holds,
            StaffAbsences absences,
            UnitLedger units,
            CustomerAppointments customers,
            DepositTerms deposits,
            DepositMeters depositMeters) {
        this.absences = absences;
        this.units = units;
        this.deposits = deposits;
        this.depositMeters = depositMeters;
        this.customers = customers;
        this.holds = holds;
        this.meters = meters;
        this.limits = limits;
        this.jdbc = jdbc;
        this.journal = journal;
        this.listener = listener;
        this.bookings = new NewBookings(jdbc, clock);
        this.segments = new NewSegments(jdbc);
        this.clock = clock;
        this.linked = linked;
        this.attendees = new ObservedAttendeeRows(jdbc);
        this.overlaps = overlaps;
    }

    /**
     * Stores the booking, its segments, holds and compensations, all before the first call to Cal.com.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @throws TimeAlreadyHeld when one of the times is, or no unit of a resource is free
     * @throws dev.interlude.booking.StaffAbsent when one of the people is away
     * @throws dev.interlude.booking.DayLimitReached when a limit of one of its days is reached
     * @throws dev.interlude.booking.rules.RuleRefused when a rule between the customer's appointments is not met
     * @throws Refused HOLD_ENDED or HOLD_USED when it is made of a hold that cannot be booked; UNAVAILABLE when the same request is being placed, or has been, by another node
     */
    @Transactional
    public void open(BookingPlan plan, SagaId saga, String compensation) {
        if (clock.instant().isAfter(plan.deadline())) {
            throw Refused.tooBusy("Interlude was too busy to begin this booking in time.");
        }
        journal.enlist(saga, write(plan, saga, compensation));
    }

    /** The same, without its saga's steps: those are returned. It belongs to the caller's transaction. */
    public List<PlannedStep> write(BookingPlan plan, SagaId saga, String compensation) {
        absences.requirePresent(StaffTime.of(plan));
        linked.requireLinkable(plan.linkedTo());
        customers.requireRulesNow(plan);
        overlaps.requireFree(plan);
        var held = plan.hold() != null;
        if (!held) {
            limits.requireRoom(plan);
        }
        bookings.insert(plan, saga, deposits.of(plan));
        segments.insertAll(plan, clock.instant());
        if (held) {
            holds.take(plan);
        } else {
            segments.hold(plan);
            units.take(plan);
        }
        return plan.segments().stream()
                .map(s -> PlannedStep.compensatedBy(compensation, Map.of("segmentId", s.id().toString())))
                .toList();
    }

    /**
     * Cal.com has booked the segment. At other times than planned it does not count as booked: it must be released.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return null; or, when the segment was given up meanwhile, the saga to drive that undoes what Cal.com has just done
     */
    @Transactional
    public SagaId booked(UUID segment, Done done, String compensation) {
        var inTime = jdbc.sql(
                        """
                with booked as (
                    update segment set calcom_uid = :uid,
                        status = case when start_at = :start and end_at = :end then :status else 'RELEASING' end
                    where id = :segment and status = 'PLANNED'
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select booking, :now, 'segment booked', 'interlude', key || ' with ' || staff, :trace,
                       (select saga from booking where id = booked.booking) from booked
                """)
                .param("segment", segment)
                .param("uid", done.calcomUid())
                .param("status", done.pending() ? "PENDING" : "BOOKED")
                .param("start", sql(done.start()))
                .param("end", sql(done.end()))
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        if (inTime != 1) {
            return tooLate(segment, done.calcomUid(), compensation);
        }
        attendees.note(segment, done.attendees());
        return null;
    }

    /**
     * If its saga found nothing or will not look again, this must be undone even if this node dies now. If another
     * owner already found and stored the same Cal.com booking, there is nothing to do.
     */
    private SagaId tooLate(UUID segment, String calcomUid, String compensation) {
        var givenUp = jdbc.sql(
                        """
                with late as (
                    update segment set status = 'RELEASING', calcom_uid = :uid
                    where id = :segment and status in ('RELEASING', 'RELEASED')
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select booking, :now, 'segment booked too late', 'interlude', key || ' with ' || staff, :trace,
                       (select saga from booking where id = late.booking) from late
                """)
                .param("segment", segment)
                .param("uid", calcomUid)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        if (givenUp == 0) {
            return null;
        }
        var saga = SagaId.random();
        journal.enlistCompensating(
                saga, List.of(PlannedStep.compensatedBy(compensation, Map.of("segmentId", segment.toString()))));
        return saga;
    }

    /** Cal.com refused: nothing of the segment exists there. */
    public void refused(UUID segment, String why) {
        jdbc.sql(
                        """
                with refused as (
                    update segment set status = 'REFUSED' where id = :segment and status = 'PLANNED'
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select booking, :now, 'segment refused', 'Cal.com', key || ' with ' || staff || ': ' || :why, :trace,
                       (select saga from booking where id = refused.booking) from refused
                """)
                .param("segment", segment)
                .param("why", why)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    /**
     * Every segment is booked: so is the booking, and its saga is complete, in one commit.
     *
     * @throws dev.interlude.saga.SagaLost when another node has taken the saga over; nothing is written
     */
    @Transactional
    public void settle(UUID booking, SagaId saga) {
        settled(booking);
        journal.complete(saga);
    }

    /** The same, without the end of its saga. It belongs to the caller's transaction. */
    public void settled(UUID booking) {
        var settled = jdbc.sql(
                        """
                with settled as (
                    update booking b
                    set status = case when exists (select from segment where booking = b.id and status = 'PENDING')
                                      then 'PENDING' else 'BOOKED' end,
                        deposit_until = case when deposit is not null
                            then least(start_at, clock_timestamp() + (deposit_until - created_at)) end,
                        updated_at = :now
                    where id = :booking and status = 'BOOKING'
                      and not exists (select from segment where booking = b.id and status not in ('BOOKED', 'PENDING'))
                    returning id, status, saga, deposit = 'AWAITED' as awaits),
                written as (
                    insert into booking_history (booking, at, what, by, trace_id, saga)
                    select id, :now, lower(status), 'interlude', :trace, saga from settled
                    union all
                    select id, :now, 'deposit awaited', 'interlude', :trace, saga from settled where awaits)
                select status, (select count(*) > 1 from segment s where s.booking = settled.id and s.current) composite,
                       coalesce(awaits, false) awaits_deposit
                from settled
                """)
                .param("booking", booking)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .query(Settled.class)
                .optional()
                .orElseThrow(() -> Refused.because(
                        ProblemCode.UNAVAILABLE,
                        "This booking took too long and is being undone; ask again in a moment."));
        listener.tell(booking, settled.status().equals("PENDING") ? BookingEvent.PENDING : BookingEvent.CREATED);
        if (settled.awaitsDeposit()) {
            listener.tell(booking, BookingEvent.DEPOSIT_AWAITED);
            AfterCommit.run(() -> depositMeters.now(Status.AWAITED).increment());
        }
        AfterCommit.run(() -> meters.ended(settled.status(), settled.composite()));
    }
}
