package dev.interlude.booking.jdbc;

import dev.interlude.booking.BookingSettings;
import dev.interlude.booking.Refusals;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts at a request that a dead node left unfinished, or without an answer. */
public class EarlierAttempts {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final BookingSettings settings;

    public EarlierAttempts(JdbcClient jdbc, Clock clock, BookingSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** Until when a request may wait: after that a new attempt would not fit into the answer limit. */
    public Instant patience() {
        return clock.instant().plus(settings.answerLimit()).minus(BookingRequests.BEGUN_BEFORE_LIMIT);
    }

    /**
     * Whether one is still being decided or undone and there is time to wait for it.
     *
     * @param request of a booking, or the id of a series that is booked as a whole
     */
    public boolean undecided(UUID request, Instant until) {
        return clock.instant().isBefore(until)
                && jdbc.sql(
                                """
                        select exists (select from booking
                                       where (request = :request or series = :request)
                                         and status in ('BOOKING', 'COMPENSATING'))
                        """)
                        .param("request", request)
                        .query(Boolean.class)
                        .single();
    }

    /** Whether a booking has been moved or changed as this request asked; what happened to it since then stays. */
    public boolean moved(UUID booking, UUID request) {
        return jdbc.sql("select exists (select from booking_history where booking = :booking and request = :request)")
                .param("booking", booking)
                .param("request", request)
                .query(Boolean.class)
                .single();
    }

    /** Whether the booking of this request is being undone. */
    public boolean isBeingUndone(UUID request) {
        return jdbc.sql("select exists (select from booking where request = :request and status = 'COMPENSATING')")
                .param("request", request)
                .query(Boolean.class)
                .single();
    }

    /**
     * Checks an attempt that another node took over from this one; passes if it is booked or not yet decided.
     *
     * @param request of a booking, or the id of a series that is booked as a whole
     * @throws Refused UNAVAILABLE when it is being undone, or was
     */
    public void requireNotUndone(UUID request) {
        var undone = jdbc.sql(
                        """
                select coalesce(bool_or(status = 'COMPENSATING') or bool_and(status = 'COMPENSATED'), true)
                from booking where request = :request or series = :request
                """)
                .param("request", request)
                .query(Boolean.class)
                .single();
        if (undone) {
            throw Refusals.undone();
        }
    }
}
