package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.Move;
import dev.interlude.booking.MovePlan;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.Outcome.SaidNo;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Writes down a booking while it moves. Until it has arrived it holds its old times and its new ones. */
public class MovingLedger {

    private static final int RETRY_SOON = 2;

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final BookingNews news;
    private final Clock clock;
    private final DayLimits limits;

    public MovingLedger(JdbcClient jdbc, SagaJournal journal, BookingNews news, Clock clock, DayLimits limits) {
        this.limits = limits;
        this.jdbc = jdbc;
        this.journal = journal;
        this.news = news;
        this.clock = clock;
    }

    /**
     * The move as a whole, its holds and how to undo it: before the first call to Cal.com.
     *
     * @param compensation the route that moves one segment back, given as {@code moveId}
     * @throws Refused IN_PROGRESS when the booking has changed since the move was planned; SLOT_UNAVAILABLE when a new
     *     time is held for somebody else; CAPACITY_EXCEEDED when a limit of a new day is reached
     */
    @Transactional
    public void open(MovePlan plan, SagaId saga, String compensation) {
        if (clock.instant().isAfter(plan.deadline())) {
            throw Refused.because(ProblemCode.UNAVAILABLE, "Interlude was too busy to begin this move in time.");
        }
        limits.requireRoom(plan);
        begin(plan, saga);
        plan.moves().forEach(this::insert);
        hold(plan);
        journal.enlist(
                saga,
                plan.moves().stream()
                        .map(m -> PlannedStep.compensatedBy(compensation, Map.of("moveId", m.id().toString())))
                        .toList());
    }

    /**
     * The call that moves the segment is about to be sent: how long it may run unseen counts from here, however long the
     * segments before it took.
     *
     * @throws Refused UNAVAILABLE when the move was given up meanwhile
     */
    public void sending(Move move) {
        var still = jdbc.sql("update segment_move set planned_at = :now where id = :id and status = 'PLANNED'")
                .param("id", move.id())
                .param("now", sql(clock.instant()))
                .update();
        if (still != 1) {
            throw Refused.because(
                    ProblemCode.UNAVAILABLE, "This move took too long and is being undone; ask again in a moment.");
        }
    }

    /**
     * What became of one segment.
     *
     * @param compensation the route that moves one segment back, given as {@code moveId}
     * @return null; or, when the move was given up and Cal.com has moved the segment after all, the saga to drive that
     *     moves it back
     */
    @Transactional
    public SagaId record(Move move, Outcome outcome, String compensation) {
        if (outcome instanceof SaidNo no) {
            refused(move, no.problem().detail());
        }
        return outcome instanceof Done done && !moved(move, done) ? tooLate(move, done, compensation) : null;
    }

    private boolean moved(Move move, Done done) {
        return jdbc.sql("update segment_move set status = 'MOVED', to_uid = :uid where id = :id and status = 'PLANNED'")
                        .param("id", move.id())
                        .param("uid", done.calcomUid())
                        .update()
                == 1;
    }

    /** Null when the compensation has found by itself what Cal.com has done. */
    private SagaId tooLate(Move move, Done done, String compensation) {
        var unseen = jdbc.sql(
                        """
                update segment_move set status = 'MOVING_BACK', to_uid = :uid
                where id = :id and status in ('MOVING_BACK', 'MOVED_BACK') and to_uid is null
                """)
                .param("id", move.id())
                .param("uid", done.calcomUid())
                .update();
        if (unseen == 0) {
            return null;
        }
        var saga = SagaId.random();
        journal.enlistCompensating(
                saga,
                List.of(PlannedStep.compensatedBy(
                        compensation, Map.of("moveId", move.id().toString()))));
        return saga;
    }

    /** Every segment has arrived: the old times are free again and the saga is complete, in one commit. */
    @Transactional
    public void settle(MovePlan plan, SagaId saga) {
        arrive(plan);
        letGoOf("from_start", "from_end", plan.booking(), "MOVED");
        var settled = jdbc.sql(
                        """
                with settled as (
                    update booking b set start_at = :start, end_at = :end, reason = :reason, version = version + 1,
                        status = case when exists (select from segment where booking = b.id and status = 'PENDING')
                                      then 'PENDING' else 'BOOKED' end,
                        updated_at = :now
                    where id = :booking and status = 'RESCHEDULING'
                      and not exists (select from segment_move where booking = b.id and status not in ('MOVED', 'DONE', 'MOVED_BACK', 'REFUSED'))
                    returning id)
                insert into booking_history (booking, at, what, by, detail)
                select id, :now, 'moved', 'interlude', :detail from settled
                """)
                .param("booking", plan.booking())
                .param("start", sql(plan.start()))
                .param("end", sql(plan.end()))
                .param("reason", Objects.toString(plan.reason(), null))
                .param("detail", "to " + plan.start())
                .param("now", sql(clock.instant()))
                .update();
        if (settled != 1) {
            throw Refused.because(
                    ProblemCode.UNAVAILABLE, "This move took too long and is being undone; ask again in a moment.");
        }
        jdbc.sql("update segment_move set status = 'DONE' where booking = :booking and status = 'MOVED'")
                .param("booking", plan.booking())
                .update();
        news.tell(plan.booking(), BookingEvent.RESCHEDULED);
        journal.complete(saga);
    }

    private void refused(Move move, String why) {
        jdbc.sql(
                        """
                with refused as (
                    update segment_move set status = 'REFUSED' where id = :id and status = 'PLANNED' returning booking)
                insert into booking_history (booking, at, what, by, detail)
                select booking, :now, 'move refused', 'Cal.com', :why from refused
                """)
                .param("id", move.id())
                .param("why", why)
                .param("now", sql(clock.instant()))
                .update();
    }

    private void begin(MovePlan plan, SagaId saga) {
        var begun = jdbc.sql(
                        """
                with begun as (
                    update booking set status = 'RESCHEDULING', saga = :saga, updated_at = :now
                    where id = :id and version = :version and status in ('BOOKED', 'PENDING') returning id)
                insert into booking_history (booking, at, what, by, detail)
                select id, :now, 'move asked for', :by, :detail from begun
                """)
                .param("id", plan.booking())
                .param("version", plan.version())
                .param("saga", saga.value())
                .param("by", plan.by())
                .param("detail", "to " + plan.start() + (plan.reason() == null ? "" : ": " + plan.reason()))
                .param("now", sql(clock.instant()))
                .update();
        if (begun != 1) {
            throw new Refused(Problem.of(
                            ProblemCode.IN_PROGRESS, "This booking is being changed by somebody else; read it again.")
                    .withRetryAfter(RETRY_SOON));
        }
    }

    private void insert(Move move) {
        jdbc.sql(
                        """
                insert into segment_move
                    (id, segment, booking, from_start, from_end, from_uid, to_start, to_end, status, planned_at)
                values (:id, :segment, :booking, :fromStart, :fromEnd, :fromUid, :toStart, :toEnd, 'PLANNED', :now)
                """)
                .param("id", move.id())
                .param("segment", move.segment())
                .param("booking", move.booking())
                .param("fromStart", sql(move.fromStart()))
                .param("fromEnd", sql(move.fromEnd()))
                .param("fromUid", move.fromUid())
                .param("toStart", sql(move.toStart()))
                .param("toEnd", sql(move.toEnd()))
                .param("now", sql(clock.instant()))
                .update();
    }

    private void hold(MovePlan plan) {
        var held = jdbc.sql(
                        """
                insert into hold (segment, booking, staff, during)
                select m.segment, m.booking, s.staff, tstzrange(m.to_start, m.to_end)
                from segment_move m join segment s on s.id = m.segment
                where m.booking = :booking and m.status = 'PLANNED' order by s.staff, m.to_start
                on conflict on constraint one_customer_at_a_time do nothing
                """)
                .param("booking", plan.booking())
                .update();
        if (held != plan.moves().size()) {
            throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, "Somebody else has this time.");
        }
    }

    private void arrive(MovePlan plan) {
        jdbc.sql(
                        """
                with arrived as (
                    update segment s set start_at = m.to_start, end_at = m.to_end, calcom_uid = m.to_uid
                    from segment_move m where m.segment = s.id and m.booking = :booking and m.status = 'MOVED'
                    returning m.from_uid, s.id)
                insert into former_uid (calcom_uid, segment) select from_uid, id from arrived on conflict do nothing
                """)
                .param("booking", plan.booking())
                .update();
    }

    private void letGoOf(String start, String end, UUID booking, String status) {
        jdbc.sql(
                        """
                delete from hold h using segment_move m
                where h.segment = m.segment and h.during = tstzrange(m.%s, m.%s)
                  and m.booking = :booking and m.status = :status
                """
                                .formatted(start, end))
                .param("booking", booking)
                .param("status", status)
                .update();
    }
}
