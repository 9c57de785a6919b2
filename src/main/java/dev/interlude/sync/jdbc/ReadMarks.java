package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenPage;
import dev.interlude.sync.Known;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import java.time.Instant;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been read of Cal.com's side, and up to where. */
public class ReadMarks {

    private final JdbcClient jdbc;
    private final HereReader books;
    private final Agreements agreements;

    public ReadMarks(JdbcClient jdbc, HereReader books, DriftRows drift) {
        this.jdbc = jdbc;
        this.books = books;
        this.agreements = new Agreements(jdbc, drift);
    }

    /** What the page held, and what of it agrees by now. */
    void remember(SyncPage page, SeenPage seen) {
        var known = books.about(page.run().id(), seen.bookings());
        var kept = seen.bookings().stream()
                .filter(there -> page.run().full() || there.movedTo() != null)
                .collect(toMap(SeenBooking::uid, there -> ofMoved(there, known), (a, b) -> b));
        if (!kept.isEmpty()) {
            jdbc.sql(
                            """
                    insert into sync_seen (run, calcom_uid, segment)
                    select :run, uid, nullif(segment, '')::uuid from unnest(:uids::text[], :segments::text[]) as page (uid, segment)
                    on conflict (run, calcom_uid) do update set segment = coalesce(excluded.segment, sync_seen.segment)
                    """)
                    .param("run", page.run().id())
                    .param("uids", kept.keySet().toArray(String[]::new))
                    .param("segments", kept.values().toArray(String[]::new))
                    .update();
        }
        if (!page.run().dryRun()) {
            agreements.note(page.account(), seen.bookings(), known);
        }
    }

    /** Whose it is, if it was moved on; else nothing. */
    private static String ofMoved(SeenBooking there, Known known) {
        return there.movedTo() == null
                ? ""
                : known.of(there).map(m -> m.here().segment().toString()).orElse("");
    }

    void moveWatermark(String account, Instant to, SeenPage seen) {
        if (seen.bookings().stream().map(SeenBooking::updatedAt).allMatch(Objects::isNull)) {
            return;
        }
        jdbc.sql(
                        """
                insert into sync_watermark (account, watermark) values (:account, :to)
                on conflict (account) do update set watermark = greatest(sync_watermark.watermark, excluded.watermark)
                """)
                .param("account", account)
                .param("to", sql(to))
                .update();
    }

    /** Only once it has ended: others may be driving it on. */
    void forget(SyncRun run) {
        jdbc.sql(
                        """
                delete from sync_seen where run = :run and exists (select from sync_run where id = :run and state <> 'RUNNING')
                """)
                .param("run", run.id())
                .update();
    }
}
