package dev.interlude.booking.move.jdbc;

import dev.interlude.booking.FlagListener;
import dev.interlude.booking.Release;
import dev.interlude.booking.jdbc.HistoryNotes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Parts of bookings that others changed in Cal.com while they were booked anew here: only a person knows what is meant. */
public class PartsInDoubt {

    private static final String REPLACED =
            """
            select s.key from segment s join booking b on b.id = s.booking
            where s.id = :segment and not s.current and s.replaces is null and b.status in ('BOOKED', 'PENDING')
              and exists (select from segment o where o.booking = s.booking and o.key = s.key and o.current)
            """;

    private final JdbcClient jdbc;
    private final FlagListener flags;
    private final HistoryNotes history;

    public PartsInDoubt(JdbcClient jdbc, FlagListener flags, HistoryNotes history) {
        this.jdbc = jdbc;
        this.flags = flags;
        this.history = history;
    }

    /** Flags the booking, unless no other segment has taken the place of this one: then both sides wanted it gone. */
    @Transactional
    public void changedByOthers(Release release) {
        jdbc.sql(REPLACED)
                .param("segment", release.segment())
                .query(String.class)
                .optional()
                .map(key ->
                        key + " was moved or cancelled in Cal.com while it was booked anew here; the new one stands")
                .ifPresent(why -> {
                    history.note(release.booking(), "flagged", "Cal.com", why);
                    flags.raise(release.booking(), why);
                });
    }
}
