package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Writes down that a booking is to be cancelled: to the saga's journal that is the compensation of one that ended well. */
public class CancellingLedger {

    private static final int RETRY_SOON = 2;

    private static final String STANDING =
            """
            select status, saga, end_at <= :now as is_over, decision_saga is not null as is_being_decided
            from booking where id = :id for update
            """;

    private final JdbcClient jdbc;
    private final SagaJournal journal;
    private final Clock clock;

    public CancellingLedger(JdbcClient jdbc, SagaJournal journal, Clock clock) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return the saga to drive; null when there is nothing left to do
     * @throws Refused NOT_FOUND; IN_PROGRESS while the booking is being placed, moved or undone; VALIDATION_FAILED when it is
     *     over: Cal.com would refuse that for ever
     */
    @Transactional
    public SagaId begin(UUID booking, CharSequence reason, String by, String compensation) {
        var row = standing(booking);
        return switch (row.status()) {
            case "BOOKED", "PENDING" -> {
                if (row.isOver()) {
                    throw new Refused(
                            Problem.meaning("/id", "is of a booking that is over; it cannot be cancelled any more"));
                }
                requireDecided(row);
                yield open(booking, reason, by, compensation, false);
            }
            case "CANCEL_PENDING" -> new SagaId(row.saga());
            case "BOOKING", "RESCHEDULING", "COMPENSATING" ->
                throw inProgress("This booking is just being booked, moved or undone; ask again in a moment.");
            default -> null;
        };
    }

    /**
     * The same of a booking that waits for its host, who does not take it.
     *
     * @throws Refused IN_PROGRESS while its host's decision is being passed on to Cal.com
     */
    SagaId decline(UUID booking, CharSequence reason, String by, String compensation) {
        requireDecided(standing(booking));
        return open(booking, reason, by, compensation, true);
    }

    private record Standing(String status, UUID saga, boolean isOver, boolean isBeingDecided) {}

    private Standing standing(UUID booking) {
        return jdbc.sql(STANDING)
                .param("id", booking)
                .param("now", sql(clock.instant()))
                .query(Standing.class)
                .optional()
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no booking with this id."));
    }

    /** Confirmed after it was cancelled, it would be booked again in Cal.com. */
    private static void requireDecided(Standing row) {
        if (row.isBeingDecided()) {
            throw inProgress("What its host has decided is just being passed on to Cal.com; ask again in a moment.");
        }
    }

    private static Refused inProgress(String why) {
        return new Refused(Problem.of(ProblemCode.IN_PROGRESS, why).withRetryAfter(RETRY_SOON));
    }

    private SagaId open(UUID booking, CharSequence reason, String by, String compensation, boolean declined) {
        var saga = SagaId.random();
        jdbc.sql(
                        """
                with asked as (
                    update booking set status = 'CANCEL_PENDING', saga = :saga, reason = :reason, declined = :declined, version = version + 1, updated_at = :now
                    where id = :id returning id)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select id, :now, :what, :by, :reason, :trace, :saga from asked
                """)
                .param("id", booking)
                .param("saga", saga.value())
                .param("reason", reason.toString())
                .param("declined", declined)
                .param("what", declined ? "decline asked for" : "cancel asked for")
                .param("by", by)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        journal.enlistCompensating(
                saga,
                jdbc
                        .sql(
                                "select id from segment where booking = :id and status in ('BOOKED', 'PENDING') order by position")
                        .param("id", booking)
                        .query(UUID.class)
                        .list()
                        .stream()
                        .map(s -> PlannedStep.compensatedBy(compensation, Map.of("segmentId", s.toString())))
                        .toList());
        return saga;
    }
}
