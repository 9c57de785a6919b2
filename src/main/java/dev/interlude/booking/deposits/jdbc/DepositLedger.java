package dev.interlude.booking.deposits.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.deposits.Deposit.Status;
import dev.interlude.booking.deposits.DepositMeters;
import dev.interlude.booking.jdbc.CancellingLedger;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.AfterCommit;
import dev.interlude.saga.SagaId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Confirms deposits, and cancels bookings whose deposit was not confirmed in time. Both lock the booking, so one of the two
 * happens. Nothing about a payment is stored.
 */
public class DepositLedger {

    private static final int AT_ONCE = 100;
    private static final int RETRY_SOON = 2;
    private static final String REASON = "the deposit was not confirmed in time";

    /** One that is just being moved, or decided on by its host, waits. */
    private static final String DUE =
            """
            deposit = 'AWAITED' and status in ('BOOKED', 'PENDING') and deposit_until <= clock_timestamp()
            and decision_saga is null
            """;

    private final JdbcClient jdbc;
    private final CancellingLedger cancelling;
    private final HistoryNotes history;
    private final BookingListener listener;
    private final DepositMeters meters;
    private final Clock clock;

    private record Stored(String status, String deposit) {}

    public DepositLedger(
            JdbcClient jdbc,
            CancellingLedger cancelling,
            HistoryNotes history,
            BookingListener listener,
            DepositMeters meters,
            Clock clock) {
        this.jdbc = jdbc;
        this.cancelling = cancelling;
        this.history = history;
        this.listener = listener;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What was awaited is there. A node that has not noticed the end yet does not make it too late: what decides is whether the
     * booking is being cancelled.
     *
     * @throws Refused DEPOSIT_MISSED when it is; ALREADY_CANCELLED; IN_PROGRESS while it is being booked; VALIDATION_FAILED
     *     when it needs no deposit
     */
    @Transactional
    public void confirm(UUID booking, String by) {
        var stored = jdbc.sql("select status, deposit from booking where id = :id for update")
                .param("id", booking)
                .query(Stored.class)
                .single();
        if ("MISSED".equals(stored.deposit())) {
            throw Refused.because(
                    ProblemCode.DEPOSIT_MISSED,
                    "The time for it was over, and the booking is cancelled; give it back, or book anew.");
        }
        switch (stored.status()) {
            case "BOOKING" ->
                throw new Refused(
                        Problem.of(ProblemCode.IN_PROGRESS, "This booking is just being booked; ask again in a moment.")
                                .withRetryAfter(RETRY_SOON));
            case "CANCEL_PENDING", "CANCELLED", "REJECTED", "COMPENSATING", "COMPENSATED" ->
                throw Refused.because(
                        ProblemCode.ALREADY_CANCELLED, "This booking is cancelled, declined or was never booked.");
            default -> {}
        }
        if (stored.deposit() == null) {
            throw new Refused(Problem.meaning("/id", "is of a booking that needs no deposit"));
        }
        if ("AWAITED".equals(stored.deposit())) {
            become(booking, Status.CONFIRMED, "deposit confirmed", by, BookingEvent.DEPOSIT_CONFIRMED);
        }
    }

    /** Bookings whose time is over. */
    public List<UUID> due() {
        return jdbc.sql("select id from booking where " + DUE + " order by deposit_until limit :most")
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    /**
     * Begins to cancel one of those; one that has taken place stays.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return the saga to drive; none where another node does it, or where the booking has changed since
     */
    @Transactional
    public List<SagaId> expire(UUID booking, String compensation) {
        var over = jdbc.sql("select end_at <= :now from booking where id = :id and " + DUE + " for update skip locked")
                .param("id", booking)
                .param("now", sql(clock.instant()))
                .query(Boolean.class)
                .optional();
        if (over.isEmpty()) {
            return List.of();
        }
        become(booking, Status.MISSED, "deposit missed", "interlude", BookingEvent.DEPOSIT_MISSED);
        return over.get() ? List.of() : List.of(cancelling.begin(booking, REASON, "interlude", compensation));
    }

    private void become(UUID booking, Status status, String what, String by, BookingEvent event) {
        jdbc.sql(
                        """
                update booking set deposit = :deposit, version = version + 1, updated_at = :now where id = :id
                """)
                .param("id", booking)
                .param("deposit", status.name())
                .param("now", sql(clock.instant()))
                .update();
        history.note(booking, what, by, "");
        listener.tell(booking, event);
        AfterCommit.run(() -> meters.now(status).increment());
    }
}
