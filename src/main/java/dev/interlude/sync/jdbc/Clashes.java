package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Flags;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.sync.DriftView;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps for a person what both sides agree on, but does not fit our other bookings. */
public class Clashes implements Flags {

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

    /** @return false when it is there already */
    private boolean insert(UUID id, UUID booking, String why) {
        return jdbc.sql(
                                """
                        insert into sync_drift (id, kind, state, repair, subject, account, booking, detail, due_at, found_at)
                        select :id, 'CLASH', 'FLAGGED', 'flag', :booking::text, s.account, :booking, :why, :now, :now
                        from segment s where s.booking = :booking order by position limit 1
                        on conflict do nothing
                        """)
                        .param("id", id)
                        .param("booking", booking)
                        .param("why", why)
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }
}
