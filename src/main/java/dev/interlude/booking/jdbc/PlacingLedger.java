package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.HeldForSomebody;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
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
 * Writes down a booking while it is placed. Its commits are the saga's few: everything planned in one, one for each
 * segment that Cal.com has decided, one at the end.
 */
public class PlacingLedger {

    private static final int RETRY_SOON = 5;

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final BookingNews news;
    private final Clock clock;
    private final DayLimits limits;
    private final CascadeLedger linked;

    public PlacingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingNews news,
            Clock clock,
            DayLimits limits,
            CascadeLedger linked) {
        this.limits = limits;
        this.jdbc = jdbc;
        this.journal = journal;
        this.news = news;
        this.clock = clock;
        this.linked = linked;
    }

    /**
     * The booking, its segments, its holds and how to undo them: all before the first call to Cal.com.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @throws HeldForSomebody when one of the times is
     * @throws dev.interlude.booking.DayIsFull when a limit of one of its days is reached
     * @throws Refused UNAVAILABLE when the same request is being placed, or has been, by another node
     */
    @Transactional
    public void open(BookingPlan plan, SagaId saga, String compensation) {
        if (clock.instant().isAfter(plan.deadline())) {
            throw Refused.because(ProblemCode.UNAVAILABLE, "Interlude was too busy to begin this booking in time.");
        }
        journal.enlist(saga, write(plan, saga, compensation));
    }

    /** The same, without its saga's steps: those are returned. It belongs to the caller's transaction. */
    public List<PlannedStep> write(BookingPlan plan, SagaId saga, String compensation) {
        linked.requireLinkable(plan.linkedTo());
        limits.requireRoom(plan);
        insertBooking(plan, saga);
        plan.segments().forEach(this::insertSegment);
        hold(plan);
        return plan.segments().stream()
                .map(s -> PlannedStep.compensatedBy(compensation, Map.of("segmentId", s.id().toString())))
                .toList();
    }

    /**
     * Cal.com has booked the segment.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return null; or, when the segment was given up meanwhile, the saga to drive that undoes what Cal.com has just done
     */
    @Transactional
    public SagaId booked(UUID segment, String calcomUid, boolean pending, String compensation) {
        var inTime = jdbc.sql(
                        """
                with booked as (
                    update segment set status = :status, calcom_uid = :uid
                    where id = :segment and status = 'PLANNED'
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail)
                select booking, :now, 'segment booked', 'interlude', key || ' with ' || staff from booked
                """)
                .param("segment", segment)
                .param("uid", calcomUid)
                .param("status", pending ? "PENDING" : "BOOKED")
                .param("now", sql(clock.instant()))
                .update();
        return inTime == 1 ? null : tooLate(segment, calcomUid, compensation);
    }

    /** Its saga looked and found nothing, or will not look again: that must be undone even if this node dies now. */
    private SagaId tooLate(UUID segment, String calcomUid, String compensation) {
        jdbc.sql(
                        """
                with late as (
                    update segment set status = 'RELEASING', calcom_uid = :uid
                    where id = :segment and status in ('RELEASING', 'RELEASED')
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail)
                select booking, :now, 'segment booked too late', 'interlude', key || ' with ' || staff from late
                """)
                .param("segment", segment)
                .param("uid", calcomUid)
                .param("now", sql(clock.instant()))
                .update();
        var saga = SagaId.random();
        journal.enlistCompensating(
                saga, List.of(PlannedStep.compensatedBy(compensation, Map.of("segmentId", segment.toString()))));
        return saga;
    }

    /** Cal.com has said no for certain: nothing of the segment exists there. */
    public void refused(UUID segment, String why) {
        jdbc.sql(
                        """
                with refused as (
                    update segment set status = 'REFUSED' where id = :segment and status = 'PLANNED'
                    returning booking, key, staff)
                insert into booking_history (booking, at, what, by, detail)
                select booking, :now, 'segment refused', 'Cal.com', key || ' with ' || staff || ': ' || :why from refused
                """)
                .param("segment", segment)
                .param("why", why)
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
                        updated_at = :now
                    where id = :booking and status = 'BOOKING'
                      and not exists (select from segment where booking = b.id and status not in ('BOOKED', 'PENDING'))
                    returning id, status),
                written as (
                    insert into booking_history (booking, at, what, by)
                    select id, :now, lower(status), 'interlude' from settled)
                select status from settled
                """)
                .param("booking", booking)
                .param("now", sql(clock.instant()))
                .query(String.class)
                .optional()
                .orElseThrow(() -> Refused.because(
                        ProblemCode.UNAVAILABLE,
                        "This booking took too long and is being undone; ask again in a moment."));
        news.tell(booking, settled.equals("PENDING") ? BookingEvent.PENDING : BookingEvent.CREATED);
    }

    private void insertBooking(BookingPlan plan, SagaId saga) {
        var attendee = plan.attendee();
        var asked = jdbc.sql(
                        """
                with asked as (
                    insert into booking (id, saga, request, service, status, start_at, end_at, time_zone,
                        attendee_name, attendee_email, attendee_zone, attendee_language, attendee_phone,
                        notes, metadata, linked_to, series, shifted_from, created_at, updated_at)
                    values (:id, :saga, :request, :service, 'BOOKING', :start, :end, :zone,
                        :name, :email, :attendeeZone, :language, :phone, :notes, :metadata::json, :linkedTo, :series, :shiftedFrom, :now, :now)
                    on conflict (request) where status <> 'COMPENSATED' do nothing
                    returning id)
                insert into booking_history (booking, at, what, by, detail)
                select id, :now, what, :by, detail from asked, (values
                    ('asked for', ''), ('shifted', :shift), ('limits overridden', :override)) note (what, detail)
                where detail is not null
                """)
                .param("id", plan.id())
                .param("saga", saga.value())
                .param("request", plan.request())
                .param("service", plan.service())
                .param("start", sql(plan.start()))
                .param("end", sql(plan.end()))
                .param("zone", plan.timeZone().getId())
                .param("name", attendee.name())
                .param("email", attendee.email())
                .param("attendeeZone", attendee.timeZone())
                .param("language", attendee.language())
                .param("phone", attendee.phoneNumber())
                .param("notes", plan.notes())
                .param("metadata", plan.metadata().toString())
                .param("linkedTo", plan.linkedTo())
                .param("shiftedFrom", sql(plan.shiftedFrom()))
                .param("shift", plan.shiftedFrom() == null ? null : "from " + plan.shiftedFrom())
                .param("override", plan.overrideReason())
                .param("series", plan.series())
                .param("by", plan.by())
                .param("now", sql(clock.instant()))
                .update();
        if (asked == 0) {
            throw new Refused(
                    Problem.of(ProblemCode.UNAVAILABLE, "An earlier attempt at this is still being decided or undone.")
                            .withRetryAfter(RETRY_SOON));
        }
    }

    private void insertSegment(PlannedSegment segment) {
        jdbc.sql(
                        """
                insert into segment
                    (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id, planned_at)
                values (:id, :booking, :position, :key, :staff, :start, :end, 'PLANNED', :account, :eventType, :now)
                """)
                .param("id", segment.id())
                .param("booking", segment.booking())
                .param("position", segment.position())
                .param("key", segment.key())
                .param("staff", segment.staff())
                .param("start", sql(segment.start()))
                .param("end", sql(segment.end()))
                .param("account", segment.account())
                .param("eventType", segment.eventTypeId())
                .param("now", sql(clock.instant()))
                .update();
    }

    /** Inserted in one order everywhere, so that two bookings that collide twice never wait for each other. */
    private void hold(BookingPlan plan) {
        var held = jdbc.sql(
                        """
                insert into hold (segment, booking, staff, during)
                select id, booking, staff, tstzrange(start_at, end_at) from segment
                where booking = :booking order by staff, start_at
                on conflict on constraint one_customer_at_a_time do nothing
                """)
                .param("booking", plan.id())
                .update();
        if (held != plan.segments().size()) {
            throw new HeldForSomebody();
        }
    }
}
