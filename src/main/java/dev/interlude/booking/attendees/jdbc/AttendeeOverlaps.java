package dev.interlude.booking.attendees.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.BookingWarning;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.catalog.AttendeeOverlap;
import dev.interlude.platform.jdbc.NamedLocks;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether an attendee, known by email, is booked twice at one time; from the first start to the last end, pauses included. */
public class AttendeeOverlaps {

    private static final int MOST = 10;

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final AttendeeOverlap policy;

    public AttendeeOverlaps(JdbcClient jdbc, AttendeeOverlap policy) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.policy = policy;
    }

    /**
     * To be called in the transaction that will place it, before anything is written: two requests at once wait for each
     * other.
     *
     * @throws Refused ATTENDEE_BUSY when the catalog refuses that
     */
    public void requireFree(BookingPlan plan) {
        requireFree(plan.attendee().email(), plan.start(), plan.end(), plan.id());
    }

    /** The same where it is going to move; the booking itself does not count. */
    public void requireFree(MovePlan plan) {
        requireFree(plan.booked().attendee().email(), plan.start(), plan.end(), plan.booking());
    }

    private void requireFree(String email, Instant start, Instant end, UUID booking) {
        if (policy != AttendeeOverlap.REFUSE) {
            return;
        }
        locks.take(Attendee.lockOf(email));
        if (!others(email, start, end, booking).isEmpty()) {
            throw Refused.because(
                    ProblemCode.ATTENDEE_BUSY,
                    "This attendee has another booking at that time; this salon takes no two.");
        }
    }

    /** What the caller should know of a booking that is about to be placed. */
    public List<BookingWarning> of(BookingRequest request, BookingPlan plan) {
        return request.options().toHold()
                ? List.of()
                : warnings(request.attendee().email(), plan.start(), plan.end(), plan.id());
    }

    /** The same of one that is about to be moved. */
    public List<BookingWarning> ofMove(MovePlan plan) {
        return warnings(plan.booked().attendee().email(), plan.start(), plan.end(), plan.booking());
    }

    private List<BookingWarning> warnings(String email, Instant start, Instant end, UUID except) {
        return others(email, start, end, except).stream()
                .map(BookingWarning::overlap)
                .toList();
    }

    private List<UUID> others(String email, Instant start, Instant end, UUID except) {
        // No appointment takes longer than some weeks; so the index need not be read from its beginning.
        return jdbc.sql(
                        """
                select id from booking
                where lower(attendee_email) = lower(:email)
                  and start_at < :end and start_at > :start::timestamptz - interval '60 days' and end_at > :start
                  and status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING') and id <> :except
                order by start_at, id limit :most
                """)
                .param("email", email)
                .param("start", sql(start))
                .param("end", sql(end))
                .param("except", except)
                .param("most", MOST)
                .query(UUID.class)
                .list();
    }
}
