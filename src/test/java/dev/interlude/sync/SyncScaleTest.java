package dev.interlude.sync;

import static dev.interlude.platform.Instants.sql;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Instants;
import dev.interlude.support.TestDatabase;
import dev.interlude.sync.jdbc.DriftQueue;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.ReadMarks;
import dev.interlude.sync.jdbc.RunLedger;
import dev.interlude.sync.jdbc.StoredSegmentReader;
import dev.interlude.sync.jdbc.SyncFigures;
import dev.interlude.sync.jdbc.UnreadableRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** {@code ./mvnw -o test -Dtest=SyncScaleTest -Dtest.groups=performance -Dtest.excludedGroups= [-Dbookings=1000000]}. */
@Tag("performance")
@DisplayName("Comparing both sides with a million bookings of three years")
class SyncScaleTest {

    private static final int BOOKINGS = Integer.getInteger("bookings", 1_000_000);
    private static final int SETTLED = BOOKINGS / 4;
    private static final int PAGE = 250;
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final SyncSettings SETTINGS = new SyncSettings(
            PAGE,
            Duration.ofMinutes(2),
            30,
            365,
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            8,
            Duration.ofSeconds(5),
            Duration.ofDays(30),
            new SyncSettings.Policy(
                    Repair.ACCEPT_CALCOM,
                    Repair.ACCEPT_CALCOM,
                    Repair.ACCEPT_CALCOM,
                    Repair.ACCEPT_CALCOM,
                    Repair.ACCEPT_CALCOM,
                    Repair.PUSH_OURS));

    private final SoftAssertions wrong = new SoftAssertions();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SingleConnectionDataSource connection =
            new SingleConnectionDataSource(database(), "postgres", "postgres", true);
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final Ids ids = new Ids(Clock.systemUTC());
    private final StoredSegmentReader books = new StoredSegmentReader(jdbc);
    private final DriftRows rows = new DriftRows(jdbc, ids, clock);
    private final DriftLedger drift = new DriftLedger(rows, books, null, SETTINGS, clock);
    private final RepairLedger repairs =
            new RepairLedger(rows, new DriftQueue(jdbc, SETTINGS, clock), null, SETTINGS, clock);
    private final SyncFigures figures = new SyncFigures(jdbc, SETTINGS, clock);
    private final RunLedger runs = new RunLedger(
            jdbc,
            new ReadMarks(
                    jdbc,
                    books,
                    rows,
                    new UnreadableRows(jdbc, (type, subject, data) -> {}, ids, clock),
                    new ObservedAttendeeRows(jdbc)),
            new MissingSegments(books, rows, SETTINGS, clock),
            SETTINGS,
            List.of("salon"),
            ids,
            clock);

    private static String database() {
        var source = TestDatabase.another("sync_scale");
        JdbcClient.create(source)
                .sql("alter database sync_scale set synchronous_commit = off")
                .update();
        return TestDatabase.url("sync_scale");
    }

    @AfterEach
    void hangUp() {
        connection.destroy();
    }

    @Test
    @DisplayName("reads no table from end to end")
    void million() {
        fill();
        timed("figures", 500, figures::read);
        timed("drift listed", 300, () -> assertThat(figures.unsettled()).hasSize(1000));
        var reported = jdbc.sql("select min(run::text) from sync_drift")
                .query(String.class)
                .single();
        timed("report of a run", 500, () -> figures.report(reported));
        timed("next repair", 50, () -> assertThat(repairs.claim()).isNotNull());

        runs.begin(new SyncRequest(true, false, false, "test"));
        var run = runs.claim();
        var page = runs.nextPage(run);
        var seen = new CalcomBookingPage(shown(page.after(), PAGE), true);
        timed("a page compared", 300, () -> assertThat(drift.compare(page, seen))
                .isEmpty());
        timed("a page turned", 300, () -> runs.turn(page, seen));
        readAllBut(run, 10);
        var last = runs.nextPage(run);
        var rest = new CalcomBookingPage(shown(NOW.plus(Duration.ofDays(364)), 1), false);
        timed("orphans of the window", 5000, () -> runs.turn(last, rest));
        assertThat(jdbc.sql("select count(*) from sync_drift where run = :run and state = 'SUSPECTED'")
                        .param("run", run.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(10);
        timed("run ended, of " + count("sync_seen") + " read", 10_000, () -> runs.finish(run));
        assertThat(count("sync_seen")).isZero();
        timed("what is kept no longer", 5000, runs::expire);
        wrong.assertAll();
    }

    /** @param atMost milliseconds that nobody would call quick */
    private void timed(String what, long atMost, Runnable work) {
        var before = read();
        var begun = System.nanoTime();
        work.run();
        var took = (System.nanoTime() - begun) / 1_000_000;
        var read = read() - before;
        System.out.printf("%,d bookings, %s: %d ms%n", BOOKINGS, what, took);
        wrong.assertThat(read).as("rows read from end to end: " + what).isLessThan(BOOKINGS / 20);
        wrong.assertThat(took).as(what).isLessThan(atMost);
    }

    /** Rows of the large tables that were read by no index; what a run has read is its own, and all of it is wanted. */
    private long read() {
        jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
        jdbc.sql("select 1").query().singleRow();
        return jdbc.sql(
                        """
                select sum(seq_tup_read) from pg_stat_user_tables
                where relname in ('booking', 'segment', 'former_uid', 'sync_drift')
                """)
                .query(Long.class)
                .single();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    /** As Cal.com shows what starts from then on. */
    private List<CalcomBooking> shown(Instant from, int many) {
        return jdbc.sql(
                        """
                select calcom_uid, s.start_at, s.end_at, s.id, attendee_name, attendee_email from segment s join booking b on b.id = s.booking
                where s.start_at >= :from and s.status = 'BOOKED' order by s.start_at limit :many
                """)
                .param("from", sql(from))
                .param("many", many)
                .query((row, n) -> new CalcomBooking(
                        row.getString(1),
                        Status.ACCEPTED,
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at"),
                        101L,
                        new ObservedAttendees(
                                List.of(new CalcomAttendee(
                                        new Attendee(row.getString(5), row.getString(6), null, null, null),
                                        false,
                                        false)),
                                true),
                        JsonNodeFactory.instance.objectNode().put("interludeSegment", row.getString(4)),
                        null,
                        null,
                        NOW,
                        NOW))
                .list();
    }

    /** As if all pages had been turned but for some bookings. */
    private void readAllBut(SyncRun run, int missing) {
        jdbc.sql(
                        """
                insert into sync_seen (run, calcom_uid)
                select :run, calcom_uid from segment
                where status = 'BOOKED' and start_at >= :from and end_at <= :to
                order by start_at, id offset :missing
                on conflict do nothing
                """)
                .param("run", run.id())
                .param("from", sql(run.from()))
                .param("to", sql(run.to()))
                .param("missing", missing + PAGE)
                .update();
    }

    private void fill() {
        jdbc.sql("alter table booking disable trigger user").update();
        jdbc.sql(
                        """
                insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                    attendee_zone, attendee_language, created_at, updated_at)
                select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'haircut',
                       case when n % 12 = 0 then 'CANCELLED' else 'BOOKED' end, start_at, start_at + interval '30 minutes',
                       'Europe/Berlin', 'Zoë', 'zoe' || n || '@example.com', 'Europe/Berlin', 'de', start_at - interval '400 days',
                       start_at - interval '400 days'
                from (select n, timestamptz '2025-01-01 08:00Z' + n % 1095 * interval '1 day'
                             + n / 1095 % 120 * interval '5 minutes' as start_at
                      from generate_series(1, :bookings) n order by 2) as booked
                """)
                .param("bookings", BOOKINGS)
                .update();
        jdbc.sql(
                        """
                insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                    calcom_uid, planned_at)
                select id, id, 0, 'cut', 'staff' || (('x' || right(id::text, 2))::bit(8)::int % 40), start_at, end_at,
                       case status when 'CANCELLED' then 'CANCELLED' else 'BOOKED' end, 'salon', 101, 'uid' || id, created_at
                from booking order by start_at
                """)
                .update();
        jdbc.sql(
                        """
                insert into sync_run (id, mode, dry_run, state, asked_by, window_from, window_to, started_at, ended_at)
                select ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, case when n % 288 = 0 then 'FULL' else 'INCREMENTAL' end,
                       false, 'DONE', 'clock', at - interval '30 days', at + interval '365 days', at, at
                from (select n, :now - n * interval '5 minutes' as at from generate_series(1, 8640) n) as began
                """)
                .param("now", sql(NOW))
                .update();
        jdbc.sql(
                        """
                insert into sync_drift (id, run, kind, state, repair, subject, account, calcom_uid, segment, booking, due_at, found_at, settled_at)
                select gen_random_uuid(), ('00000000-0000-7000-9000-' || lpad(to_hex(1 + n % 8640), 12, '0'))::uuid, 'TIME',
                       case when n <= 2000 then (array['FLAGGED', 'OPEN'])[1 + n % 2] else 'REPAIRED' end,
                       'accept-calcom', id::text, 'salon', 'uid' || id, id, id, at, at, case when n > 2000 then at end
                from (select n, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
                             :now - n % 28 * interval '1 day' as at
                      from generate_series(1, :settled) n) as found
                """)
                .param("settled", SETTLED)
                .param("now", sql(NOW))
                .update();
        jdbc.sql("alter table booking enable trigger user").update();
        for (var table : List.of("booking", "segment", "sync_run", "sync_drift")) {
            jdbc.sql("vacuum analyze " + table).update();
        }
    }
}
