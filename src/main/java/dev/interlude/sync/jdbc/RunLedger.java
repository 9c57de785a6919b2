package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.HeldWork;
import dev.interlude.sync.MissingSegments;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRequest;
import dev.interlude.sync.SyncRun;
import dev.interlude.sync.SyncSettings;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The runs: one at a time over all nodes, driven under a lease, with progress stored as pages are compared. */
public class RunLedger {

    private static final int RETRY_SOON = 10;
    private static final String CLOCK = "clock";

    private final JdbcClient jdbc;
    private final ReadMarks marks;
    private final MissingSegments missing;
    private final SyncSettings settings;
    private final Collection<String> accounts;
    private final Ids ids;
    private final Clock clock;
    private final UUID me = UUID.randomUUID();

    private final HeldWork<UUID> driven = new HeldWork<>();

    /** @param accounts those that the catalog books at */
    public RunLedger(
            JdbcClient jdbc,
            ReadMarks marks,
            MissingSegments missing,
            SyncSettings settings,
            Collection<String> accounts,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.marks = marks;
        this.missing = missing;
        this.settings = settings;
        this.accounts = List.copyOf(accounts);
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refused IN_PROGRESS while another run is under way and the request does not force its end */
    @Transactional
    public UUID begin(SyncRequest request) {
        if (request.force()) {
            supersede();
        }
        var id = ids.next();
        if (!opened(id, request)) {
            throw new Refused(
                    Problem.of(ProblemCode.IN_PROGRESS, "Both sides are just being compared; ask again, or force it.")
                            .withRetryAfter(RETRY_SOON));
        }
        accounts.forEach(account -> jdbc.sql(
                        """
                insert into sync_pass (run, account, state, after)
                select id, :account, 'OPEN',
                       case mode when 'FULL' then window_from
                       else coalesce((select watermark - make_interval(secs => :overlap) from sync_watermark w
                                      where w.account = :account), window_from) end
                from sync_run where id = :id
                """)
                .param("id", id)
                .param("account", account)
                .param("overlap", settings.overlap().toMillis() / 1000.0)
                .update());
        return id;
    }

    /**
     * A scheduled run: not begun while another one is under way. But a full one, once a night, replaces a scheduled
     * incremental one, which soon comes again and continues where that one stopped.
     */
    @Transactional
    public void beginUnlessRunning(boolean full) {
        var running = jdbc.sql(
                        "select mode = 'INCREMENTAL' and asked_by = :clock from sync_run where state = 'RUNNING'")
                .param("clock", CLOCK)
                .query(Boolean.class)
                .optional();
        if (running.isEmpty() || full && running.get()) {
            begin(new SyncRequest(full, false, running.isPresent(), CLOCK));
        }
    }

    private void supersede() {
        jdbc.sql(
                        """
                with superseded as (
                    update sync_run set state = 'SUPERSEDED', ended_at = :now where state = 'RUNNING' returning id)
                delete from sync_seen using superseded where run = superseded.id
                """)
                .param("now", sql(clock.instant()))
                .update();
    }

    private boolean opened(UUID id, SyncRequest request) {
        var now = clock.instant();
        return jdbc.sql(
                                """
                        insert into sync_run (id, mode, dry_run, state, asked_by, window_from, window_to, started_at)
                        values (:id, :mode, :dryRun, 'RUNNING', :by, :from, :to, :now) on conflict do nothing
                        """)
                        .param("id", id)
                        .param("mode", request.full() ? "FULL" : "INCREMENTAL")
                        .param("dryRun", request.dryRun())
                        .param("by", request.by())
                        .param("from", sql(now.minus(Duration.ofDays(settings.daysBack()))))
                        .param("to", sql(now.plus(Duration.ofDays(settings.daysAhead()))))
                        .param("now", sql(now))
                        .update()
                == 1;
    }

    /**
     * Takes a run without a driver; null if there is none. The caller drives none, so a run still leased to this node
     * broke off, and renewing its lease would block all nodes.
     */
    public SyncRun claim() {
        var claimed = jdbc.sql(
                        """
                update sync_run set owner = :me, lease_until = now() + make_interval(secs => :lease)
                where id = (select id from sync_run
                            where state = 'RUNNING' and (lease_until is null or lease_until < now() or owner = :me)
                            for update skip locked)
                returning *
                """)
                .param("me", me)
                .param("lease", settings.lease().toMillis() / 1000.0)
                .query(RunLedger::run)
                .optional();
        claimed.map(SyncRun::id).ifPresent(driven::take);
        return claimed.orElse(null);
    }

    /** Renews the lease of the run that is being driven. */
    public void renew() {
        giveBack();
        driven.working().forEach(run -> stillOurs(run, settings.lease()));
    }

    /** Releases the run; if it has not ended, any node may continue it at once. */
    public void letGo(SyncRun run) {
        driven.stop(run.id());
        giveBack();
    }

    private void giveBack() {
        driven.giveBack(run -> stillOurs(run, Duration.ZERO));
    }

    /** Where the run goes on, as far as it is ours. */
    @Transactional
    public SyncPage nextPage(SyncRun run) {
        if (!stillOurs(run.id(), settings.lease())) {
            return SyncPage.none(run);
        }
        return jdbc.sql("select * from sync_pass where run = :run and state = 'OPEN' order by account limit 1")
                .param("run", run.id())
                .query((row, n) -> new SyncPage(
                        run,
                        row.getString("account"),
                        Instants.read(row, "after"),
                        row.getInt("skip"),
                        uids(row.getArray("boundary")),
                        settings.pageSize()))
                .optional()
                .orElse(SyncPage.none(run));
    }

    /** Records the compared page and the run's progress in one commit. */
    @Transactional
    public SyncPage turn(SyncPage page, CalcomBookingPage rows) {
        if (!stillOurs(page.run().id(), settings.lease())) {
            return SyncPage.none(page.run());
        }
        var next = page.next(rows);
        marks.remember(page, rows);
        jdbc.sql(
                        """
                update sync_pass set after = :after, skip = :skip, boundary = :boundary, read = read + :read,
                       state = case when :more then 'OPEN' else 'DONE' end
                where run = :run and account = :account
                """)
                .param("run", page.run().id())
                .param("account", page.account())
                .param("after", sql(next.after()))
                .param("skip", next.skip())
                .param("boundary", next.boundary().toArray(String[]::new))
                .param("read", page.unread(rows).size())
                .param("more", rows.more())
                .update();
        if (!page.run().full() && !page.run().dryRun()) {
            marks.moveWatermark(page.account(), notAfter(clock.instant(), next.after()), rows);
        }
        if (page.run().full() && !rows.more()) {
            missing.note(page);
        }
        return nextPage(page.run());
    }

    /** This account could not be read completely; the next run begins where this one stopped. */
    @Transactional
    public SyncPage stop(SyncPage page, Throwable why) {
        if (!stillOurs(page.run().id(), settings.lease())) {
            return SyncPage.none(page.run());
        }
        jdbc.sql("update sync_pass set state = 'FAILED', error = :why where run = :run and account = :account")
                .param("run", page.run().id())
                .param("account", page.account())
                .param("why", Reasons.of(why))
                .update();
        return nextPage(page.run());
    }

    @Transactional
    public void finish(SyncRun run) {
        jdbc.sql(
                        """
                update sync_run r set ended_at = :now,
                       state = case when exists (select from sync_pass where run = r.id and state <> 'DONE')
                               then 'FAILED' else 'DONE' end
                where id = :id and state = 'RUNNING' and owner = :me
                """)
                .param("id", run.id())
                .param("me", me)
                .param("now", sql(clock.instant()))
                .update();
        marks.forget(run);
    }

    /** Deletes runs and resolved differences older than they are kept. */
    @Transactional
    public void expire() {
        var before = sql(clock.instant().minus(settings.keep()));
        jdbc.sql("delete from sync_drift where settled_at < :before and state in ('REPAIRED', 'REPORTED', 'GONE')")
                .param("before", before)
                .update();
        jdbc.sql("delete from sync_run where started_at < :before and state <> 'RUNNING'")
                .param("before", before)
                .update();
    }

    /** A change that Cal.com's faster clock dates in the future must not hide changes until then. */
    private static Instant notAfter(Instant now, Instant changed) {
        return changed.isAfter(now) ? now : changed;
    }

    private boolean stillOurs(UUID run, Duration lease) {
        return jdbc.sql(
                                """
                        update sync_run set lease_until = now() + make_interval(secs => :lease)
                        where id = :id and state = 'RUNNING' and owner = :me
                        """)
                        .param("id", run)
                        .param("me", me)
                        .param("lease", lease.toMillis() / 1000.0)
                        .update()
                == 1;
    }

    private static SyncRun run(ResultSet row, int n) throws SQLException {
        return new SyncRun(
                row.getObject("id", UUID.class),
                row.getString("mode").equals("FULL"),
                row.getBoolean("dry_run"),
                Instants.read(row, "window_from"),
                Instants.read(row, "window_to"),
                Instants.read(row, "started_at"));
    }

    private static Set<String> uids(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
