package dev.interlude.booking.move.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.FlagListener;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.Outcome.SaidNo;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.StaffAbsences;
import dev.interlude.booking.attendees.jdbc.AttendeeOverlaps;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.move.ChangeView;
import dev.interlude.booking.move.Move;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.rules.jdbc.CustomerAppointments;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Stores a booking while it moves. Until the move is complete it holds its old and its new times. */
public class MovingLedger {

    private static final int RETRY_SOON = 2;
    /** An unsent call cannot be running at Cal.com: until sent, it counts as sent long ago. */
    static final Duration NOT_SENT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final BookingListener listener;
    private final FlagListener flagListener;
    private final Clock clock;
    private final DayLimits limits;
    private final SegmentMoves moves;
    private final ReplacedSegments replaced;
    private final AddedAndDropped parts;
    private final MovingHolds holds;
    private final AttendeeOverlaps overlaps;
    private final CustomerAppointments customers;

    public MovingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingListener listener,
            FlagListener flagListener,
            Clock clock,
            DayLimits limits,
            AttendeeOverlaps overlaps,
            StaffAbsences absences,
            UnitLedger units,
            CustomerAppointments customers) {
        this.customers = customers;
        this.overlaps = overlaps;
        this.flagListener = flagListener;
        this.limits = limits;
        this.moves = new SegmentMoves(jdbc, clock);
        this.replaced = new ReplacedSegments(jdbc, clock);
        this.parts = new AddedAndDropped(jdbc, clock);
        this.holds = new MovingHolds(jdbc, absences, units);
        this.jdbc = jdbc;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * The move as a whole, its holds and how to undo it: before the first call to Cal.com.
     *
     * @param compensation the route that moves one segment back, given as {@code moveId}
     * @param release the route that releases one segment that is booked anew, given as {@code segmentId}
     * @throws dev.interlude.booking.StaffAbsent when one of the people is away at their new time
     * @throws Refused IN_PROGRESS when the booking has changed since the move was planned; SLOT_UNAVAILABLE when a new
     *     time is held for another customer, or no unit of a resource is free; CAPACITY_EXCEEDED when a limit of a new day is
     *     reached; ATTENDEE_BUSY; what a rule between the customer's appointments says
     */
    @Transactional
    public void open(MovePlan plan, SagaId saga, String compensation, String release) {
        if (clock.instant().isAfter(plan.deadline())) {
            throw Refused.tooBusy("Interlude was too busy to begin this move in time.");
        }
        if (plan.onlyDrops()) {
            return; // Nothing could be undone between here and there: all of it is one commit, see settle.
        }
        take(plan, saga);
        var moving = plan.moves().stream()
                .map(m -> PlannedStep.compensatedBy(compensation, Map.of("moveId", m.id().toString())));
        var anew = plan.anew().stream()
                .map(s -> PlannedStep.compensatedBy(release, Map.of("segmentId", s.id().toString())));
        journal.enlist(saga, Stream.concat(moving, anew).toList());
    }

    /**
     * All that {@link #open} decides, and nothing of it stays.
     *
     * @throws Refused as {@link #open} would
     */
    @Transactional
    public void rehearse(MovePlan plan) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        take(plan, SagaId.random());
    }

    private void take(MovePlan plan, SagaId saga) {
        holds.requirePresent(plan);
        customers.requireRulesNow(plan);
        overlaps.requireFree(plan);
        limits.requireRoom(plan);
        begin(plan, saga);
        plan.moves().forEach(moves::insert);
        plan.replacements().forEach(replaced::insert);
        plan.added().forEach(parts::insert);
        holds.take(plan);
    }

    /**
     * The call that moves the segment is about to be sent: its longest run time counts from here.
     *
     * @throws Refused UNAVAILABLE when the move was given up meanwhile
     */
    public void sending(Move move) {
        requireGoingOn(moves.sending(move));
    }

    /** The same for a segment that is about to be booked anew. */
    public void sendingNew(PlannedSegment segment) {
        requireGoingOn(replaced.sending(segment));
    }

    static void requireGoingOn(boolean goingOn) {
        if (!goingOn) {
            throw Refused.because(
                    ProblemCode.UNAVAILABLE, "This move took too long and is being undone; ask again in a moment.");
        }
    }

    /**
     * Stores the outcome for one segment.
     *
     * @param compensation the route that moves one segment back, given as {@code moveId}
     * @return null; or, when the move was given up and Cal.com has moved the segment after all, the saga to drive that
     *     moves it back
     */
    @Transactional
    public SagaId record(Move move, Outcome outcome, String compensation) {
        if (outcome instanceof SaidNo no) {
            moves.refused(move, no.problem().detail());
        }
        return outcome instanceof Done done && !moves.moved(move, done) ? tooLate(move, done, compensation) : null;
    }

    /** Null if the compensation already handled it. */
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

    /**
     * Every segment was moved: frees the old times and completes the saga, in one commit. Segments booked anew replace
     * the old ones, which are cancelled from here on.
     *
     * @param release the route that releases one segment, given as {@code segmentId}
     * @return the saga to drive that cancels what was replaced; null: nothing was
     */
    @Transactional
    public SagaId settle(MovePlan plan, SagaId saga, String release) {
        if (plan.onlyDrops()) {
            take(plan, saga);
        }
        moves.arrive(plan);
        var old = new ArrayList<>(replaced.takePlaces(plan));
        old.addAll(parts.settle(plan));
        holds.letGoOfOld(plan);
        var settled = jdbc.sql(
                        """
                with settled as (
                    update booking b set start_at = :start, end_at = :end, reason = :reason, version = version + 1,
                        status = case when exists (select from segment where booking = b.id and current and status = 'PENDING')
                                      then 'PENDING' else 'BOOKED' end,
                        updated_at = :now
                    where id = :booking and status = 'RESCHEDULING'
                      and not exists (select from segment_move where booking = b.id and status not in ('MOVED', 'DONE', 'MOVED_BACK', 'REFUSED'))
                    returning id, saga)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga, request)
                select id, :now, :what, 'interlude', :detail, :trace, saga, cast(:request as uuid) from settled
                """)
                .param("booking", plan.booking())
                .param("start", sql(plan.start()))
                .param("end", sql(plan.end()))
                .param("reason", Objects.toString(plan.reason(), null))
                .param("what", plan.changes() == null ? "moved" : "changed")
                .param("detail", plan.summary())
                .param("request", plan.request())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        requireGoingOn(settled == 1);
        moves.done(plan);
        if (replaced.wereLost(plan)) {
            flagListener.lower(plan.booking(), plan.by());
        }
        if (plan.changes() == null) {
            listener.tell(plan.booking(), BookingEvent.RESCHEDULED);
        } else {
            listener.changed(
                    plan.booking(),
                    ChangeView.changes(plan.changes(), plan.booked().timeZone()));
        }
        journal.complete(saga);
        return release(old, release);
    }

    private SagaId release(List<UUID> segments, String release) {
        if (segments.isEmpty()) {
            return null;
        }
        var saga = SagaId.random();
        journal.enlistCompensating(
                saga,
                segments.stream()
                        .map(id -> PlannedStep.compensatedBy(release, Map.of("segmentId", id.toString())))
                        .toList());
        return saga;
    }

    private void begin(MovePlan plan, SagaId saga) {
        var begun = jdbc.sql(
                        """
                with begun as (
                    update booking set status = 'RESCHEDULING', saga = :saga, updated_at = :now
                    where id = :id and version = :version and status in ('BOOKED', 'PENDING') and decision_saga is null returning id)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select id, :now, what, :by, detail, :trace, :saga
                from begun, (values (:what, :detail), ('limits overridden', :override)) note (what, detail)
                where detail is not null
                """)
                .param("id", plan.booking())
                .param("version", plan.version())
                .param("saga", saga.value())
                .param("by", plan.by())
                .param("what", plan.changes() == null ? "move asked for" : "change asked for")
                .param("detail", plan.summary() + (plan.reason() == null ? "" : ": " + plan.reason()))
                .param("override", plan.booked().overrideReason())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        if (begun == 0) {
            throw new Refused(Problem.of(
                            ProblemCode.IN_PROGRESS, "This booking is being changed by another request; read it again.")
                    .withRetryAfter(RETRY_SOON));
        }
    }
}
