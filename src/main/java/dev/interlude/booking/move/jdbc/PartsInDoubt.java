package dev.interlude.booking.move.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.FlagListener;
import dev.interlude.booking.Release;
import dev.interlude.platform.Trace;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Parts of bookings that others changed in Cal.com while they were booked anew here: only a person knows what is meant. */
public class PartsInDoubt {

    private static final String FLAG =
            """
            with doubt as (
                select s.booking, s.key || ' was moved or cancelled in Cal.com while it was booked anew here; the new one stands' why
                from segment s join booking b on b.id = s.booking
                where s.id = :segment and not s.current and s.replaces is null and b.status in ('BOOKED', 'PENDING')
                  and exists (select from segment o where o.booking = s.booking and o.key = s.key and o.current)),
            written as (
                insert into booking_history (booking, at, what, by, detail, trace_id)
                select booking, :now, 'flagged', 'Cal.com', why, :trace from doubt)
            select why from doubt
            """;

    private final JdbcClient jdbc;
    private final FlagListener flags;
    private final Clock clock;

    public PartsInDoubt(JdbcClient jdbc, FlagListener flags, Clock clock) {
        this.jdbc = jdbc;
        this.flags = flags;
        this.clock = clock;
    }

    /** Flags the booking, unless no other segment has taken the place of this one: then both sides wanted it gone. */
    @Transactional
    public void changedByOthers(Release release) {
        jdbc.sql(FLAG)
                .param("segment", release.segment())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .query(String.class)
                .optional()
                .ifPresent(why -> flags.raise(release.booking(), why));
    }
}
