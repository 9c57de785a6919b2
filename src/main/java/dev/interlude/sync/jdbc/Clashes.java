package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.FlagListener;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.sync.DriftView;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps conflicts for a person: both sides agree, but the booking overlaps others of ours. */
public class Clashes implements FlagListener {

    private final JdbcClient jdbc;
    private final Announcements announcements;
    private final Ids ids;
    private final Clock clock;

    public Clashes(JdbcClient jdbc, Announcements announcements, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.announcements = announcements;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void raise(UUID booking, String why) {
        var id = ids.next();
        if (insert(id, booking, why)) {
            announcements.announce("sync.drift_found", booking.toString(), DriftView.clash(id, booking, why));
        }
    }

    @Override
    public void lower(UUID booking, String by) {
        jdbc.sql(
                        """
                update sync_drift set state = 'REPAIRED', settled_at = :now, settled_by = :by
                where booking = :booking and kind = 'CLASH' and state = 'FLAGGED'
                """)
                .param("booking", booking)
                .param("by", by)
                .param("now", sql(clock.instant()))
                .update();
    }

    /** @return false when it is there already: a flag that was looked at comes back when the booking or the reason changes */
    private boolean insert(UUID id, UUID booking, String why) {
        return jdbc.sql(
                                """
                        insert into sync_drift as flag (id, kind, state, repair, subject, account, booking,
                            here_status, here_start, here_end, detail, due_at, found_at)
                        select :id, 'CLASH', 'FLAGGED', 'flag', b.id::text,
                               (select account from segment where booking = b.id order by position limit 1), b.id,
                               b.status, b.start_at, b.end_at, :why, :now, :now
                        from booking b where b.id = :booking
                        on conflict (subject, kind) where state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED', 'IGNORED')
                        do update set id = excluded.id, state = 'FLAGGED', here_status = excluded.here_status,
                                      here_start = excluded.here_start, here_end = excluded.here_end,
                                      detail = excluded.detail, found_at = excluded.found_at,
                                      settled_at = null, settled_by = null
                        where (flag.detail, flag.here_start, flag.here_end)
                              is distinct from (excluded.detail, excluded.here_start, excluded.here_end)
                        """)
                        .param("id", id)
                        .param("booking", booking)
                        .param("why", why)
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }
}
