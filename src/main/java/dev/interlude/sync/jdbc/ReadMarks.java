package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows.Shown;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.observed.UnreadableRow;
import dev.interlude.sync.Agreements;
import dev.interlude.sync.Known;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been read from Cal.com, and the watermark. */
public class ReadMarks {

    private final JdbcClient jdbc;
    private final StoredSegmentReader segments;
    private final Agreements agreements;
    private final UnreadableRows unreadable;
    private final ObservedAttendeeRows attendees;

    public ReadMarks(
            JdbcClient jdbc,
            StoredSegmentReader segments,
            DriftRows drift,
            UnreadableRows unreadable,
            ObservedAttendeeRows attendees) {
        this.jdbc = jdbc;
        this.segments = segments;
        this.agreements = new Agreements(drift);
        this.unreadable = unreadable;
        this.attendees = attendees;
    }

    /** Stores what the page showed, and what agrees by now. */
    void remember(SyncPage page, CalcomBookingPage rows) {
        var known = segments.about(page.run().id(), rows.bookings());
        var kept = rows.bookings().stream()
                .filter(calcom -> page.run().full() || calcom.movedTo() != null)
                .collect(toMap(CalcomBooking::uid, calcom -> ofMoved(calcom, known), (a, b) -> b));
        if (page.run().full()) {
            // It exists there, even if invalid.
            rows.unreadable().stream()
                    .map(UnreadableRow::uid)
                    .filter(Objects::nonNull)
                    .forEach(uid -> kept.put(uid, ""));
        }
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
            agreements.note(page.account(), rows.bookings(), known);
            attendees.note(rows.bookings().stream()
                    .flatMap(calcom -> shown(calcom, known).stream())
                    .toList());
        }
        unreadable.note(page, rows);
    }

    /** Whom Cal.com shows as our customer, if that is new to us and no change is pending. */
    private static Optional<Shown> shown(CalcomBooking calcom, Known known) {
        return known.of(calcom)
                .filter(match -> match.by() == Known.By.CURRENT)
                .map(Known.Match::local)
                .filter(local -> local.live()
                        && calcom.attendees().change(local.customer()).isEmpty())
                .flatMap(local -> calcom.attendees()
                        .customer(local.customer())
                        .map(CalcomAttendee::who)
                        .filter(who -> local.customer().isNew(who))
                        .map(who -> new Shown(local.segment(), who)));
    }

    /** Its segment, if it was moved on; else empty. */
    private static String ofMoved(CalcomBooking calcom, Known known) {
        return calcom.movedTo() == null
                ? ""
                : known.of(calcom).map(m -> m.local().segment().toString()).orElse("");
    }

    void moveWatermark(String account, Instant to, CalcomBookingPage rows) {
        var changes = Stream.concat(
                rows.bookings().stream().map(CalcomBooking::updatedAt),
                rows.unreadable().stream().map(UnreadableRow::updatedAt));
        if (changes.allMatch(Objects::isNull)) {
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
