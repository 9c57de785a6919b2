package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Decision;
import dev.interlude.booking.Decision.Part;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Records a host's decision until Cal.com accepts it: a saga with one step, retried until it succeeds. */
public class DecisionLedger {

    private static final int RETRY_SOON = 2;

    private static final String PARTS =
            """
            select s.*, b.attendee_name, b.attendee_email, b.attendee_phone from segment s join booking b on b.id = s.booking
            where s.booking = :id and s.current and s.calcom_uid is not null and\s""";

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final CancellingLedger cancelling;
    private final Clock clock;

    public DecisionLedger(JdbcClient jdbc, SagaJournal journal, CancellingLedger cancelling, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.cancelling = cancelling;
        this.clock = clock;
    }

    private record Standing(String status, UUID decisionSaga, boolean begun, boolean over) {}

    /**
     * @param step the route that tells Cal.com, given as {@code bookingId}
     * @return the saga to drive; none when it is confirmed already
     * @throws Refused NOT_FOUND; ALREADY_CANCELLED; IN_PROGRESS; VALIDATION_FAILED when it is over
     */
    @Transactional
    public List<SagaId> confirm(UUID booking, String by, String step) {
        var standing = standing(booking);
        return switch (standing.status()) {
            case "PENDING" -> {
                if (standing.over()) {
                    throw over();
                }
                yield decide(booking, standing, "confirm asked for", by, step);
            }
            case "BOOKED", "NO_SHOW", "COMPLETED" -> List.of();
            default -> throw ended(standing);
        };
    }

    /**
     * None of it stays: what waits is declined, the rest cancelled.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return the saga to drive; none when it is declined already
     * @throws Refused as above; VALIDATION_FAILED also when it is confirmed
     */
    @Transactional
    public List<SagaId> decline(UUID booking, CharSequence reason, String by, String compensation) {
        var standing = standing(booking);
        return switch (standing.status()) {
            case "PENDING" -> {
                if (standing.over()) {
                    throw over();
                }
                yield List.of(cancelling.decline(booking, reason, by, compensation));
            }
            case "REJECTED" -> List.of();
            case "BOOKED", "NO_SHOW", "COMPLETED" ->
                throw new Refused(Problem.meaning("/id", "is of a booking that is confirmed; cancel it instead"));
            default -> throw ended(standing);
        };
    }

    /**
     * The customer did not come.
     *
     * @param step the route that tells Cal.com, given as {@code bookingId}
     * @return the saga to drive; none when that is known of all that has begun
     * @throws Refused as above; VALIDATION_FAILED when it has not begun, or its host has not confirmed it
     */
    @Transactional
    public List<SagaId> noShow(UUID booking, String by, String step) {
        var standing = standing(booking);
        return switch (standing.status()) {
            case "BOOKED", "NO_SHOW", "COMPLETED" -> {
                if (!standing.begun()) {
                    throw new Refused(Problem.meaning("/id", "is of a booking that has not begun"));
                }
                yield absences(booking).parts().isEmpty()
                        ? List.of()
                        : decide(booking, standing, "no show reported", by, step);
            }
            case "PENDING" ->
                throw new Refused(Problem.meaning("/id", "is of a booking that its host has not confirmed"));
            default -> throw ended(standing);
        };
    }

    /** What waits for its host. */
    public Decision confirmations(UUID booking) {
        return new Decision(booking, parts(booking, "s.status = 'PENDING'"));
    }

    /** What has begun and is not marked as a no-show yet. */
    public Decision absences(UUID booking) {
        return new Decision(booking, parts(booking, "s.status = 'BOOKED' and not s.absent and s.start_at <= :now"));
    }

    /** Cal.com accepted all of it, or a person confirmed it. */
    @Transactional
    public void taken(UUID booking) {
        jdbc.sql("update booking set decision_saga = null where id = :id")
                .param("id", booking)
                .update();
    }

    /** Cal.com has not, and never will. */
    @Transactional
    public void refused(UUID booking, Problem why) {
        jdbc.sql(
                        """
                with refused as (
                    update booking set decision_saga = null, decision_refused = :why, updated_at = :now
                    where id = :id and decision_saga is not null returning id)
                insert into booking_history (booking, at, what, by, detail, trace_id)
                select id, :now, 'decision refused', 'Cal.com', :why, :trace from refused
                """)
                .param("trace", Trace.current())
                .param("id", booking)
                .param("why", why.detail())
                .param("now", sql(clock.instant()))
                .update();
    }

    /**
     * Whether it must still be passed on to Cal.com.
     *
     * @throws Refused if Cal.com refused it
     */
    public boolean isUnderWay(UUID booking) {
        var row = jdbc.sql("select decision_saga, decision_refused from booking where id = :id")
                .param("id", booking)
                .query((r, n) -> new String[] {r.getString("decision_saga"), r.getString("decision_refused")})
                .single();
        if (row[0] == null && row[1] != null) {
            throw Refused.because(ProblemCode.CALCOM_REJECTED, row[1]);
        }
        return row[0] != null;
    }

    private List<SagaId> decide(UUID booking, Standing standing, String what, String by, String step) {
        if (standing.decisionSaga() != null) {
            return List.of(new SagaId(standing.decisionSaga()));
        }
        var saga = SagaId.random();
        jdbc.sql(
                        """
                with asked as (
                    update booking set decision_saga = :saga, decision_refused = null, version = version + 1, updated_at = :now
                    where id = :id returning id)
                insert into booking_history (booking, at, what, by, trace_id, saga)
                select id, :now, :what, :by, :trace, :saga from asked
                """)
                .param("trace", Trace.current())
                .param("id", booking)
                .param("saga", saga.value())
                .param("what", what)
                .param("by", by)
                .param("now", sql(clock.instant()))
                .update();
        journal.enlistCompensating(
                saga, List.of(PlannedStep.compensatedBy(step, Map.of("bookingId", booking.toString()))));
        return List.of(saga);
    }

    /** The booking before a new decision; earlier refusals by Cal.com no longer count. */
    private Standing standing(UUID booking) {
        jdbc.sql("update booking set decision_refused = null where id = :id and decision_refused is not null")
                .param("id", booking)
                .update();
        return jdbc.sql(
                        """
                select status, decision_saga, start_at <= :now as begun, end_at <= :now as over
                from booking where id = :id for update
                """)
                .param("id", booking)
                .param("now", sql(clock.instant()))
                .query(Standing.class)
                .optional()
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no booking with this id."));
    }

    private List<Part> parts(UUID booking, String which) {
        return jdbc.sql(PARTS + which + " order by s.position")
                .param("id", booking)
                .param("now", sql(clock.instant()))
                .query((row, n) -> new Part(
                        row.getObject("id", UUID.class),
                        row.getString("key"),
                        row.getString("staff"),
                        row.getString("account"),
                        row.getString("calcom_uid"),
                        ObservedAttendeeRows.customer(row)))
                .list();
    }

    private static Refused over() {
        return new Refused(Problem.meaning("/id", "is of a booking that is over"));
    }

    private static Refused ended(Standing standing) {
        return switch (standing.status()) {
            case "CANCELLED", "REJECTED", "COMPENSATED" ->
                Refused.because(
                        ProblemCode.ALREADY_CANCELLED, "This booking is cancelled, declined or was never booked.");
            default ->
                new Refused(Problem.of(
                                ProblemCode.IN_PROGRESS,
                                "This booking is just being booked, moved, cancelled or undone; ask again in a moment.")
                        .withRetryAfter(RETRY_SOON));
        };
    }
}
