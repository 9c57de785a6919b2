package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenPage;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import java.time.Instant;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been read of Cal.com's side, and up to where. */
public class ReadMarks {

    private final JdbcClient jdbc;
    private final HereReader books;
    private final DriftRows drift;

    public ReadMarks(JdbcClient jdbc, HereReader books, DriftRows drift) {
        this.jdbc = jdbc;
        this.books = books;
        this.drift = drift;
    }

    /** What the page held, and what of it agrees by now. */
    void remember(SyncPage page, SeenPage seen) {
        var known = books.about(page.run().id(), seen.bookings());
        for (var there : seen.bookings()) {
            var movedOn = there.movedTo() != null;
            if (page.run().full() || movedOn) {
                jdbc.sql(
                                """
                        insert into sync_seen (run, calcom_uid, segment) values (:run, :uid, :segment)
                        on conflict (run, calcom_uid) do update set segment = coalesce(excluded.segment, sync_seen.segment)
                        """)
                        .param("run", page.run().id())
                        .param("uid", there.uid())
                        .param(
                                "segment",
                                movedOn
                                        ? known.of(there)
                                                .map(m -> m.here().segment())
                                                .orElse(null)
                                        : null)
                        .update();
            }
        }
        if (!page.run().dryRun()) {
            drift.agreed(page.account(), seen.bookings(), known);
        }
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

    /** A full pass has read all of an account: what of ours was not among it may not be there. */
    void missing(SyncPage page) {
        books.missing(page.run(), page.account()).forEach(here -> drift.missing(page.run(), here));
    }

    void forget(SyncRun run) {
        jdbc.sql("delete from sync_seen where run = :run")
                .param("run", run.id())
                .update();
    }
}
