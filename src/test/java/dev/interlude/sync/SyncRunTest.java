package dev.interlude.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.BothSides;
import dev.interlude.support.Day;
import dev.interlude.sync.jdbc.RunLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("sync")
@DisplayName("A run of the comparison")
class SyncRunTest extends BothSides {

    @Autowired
    private RunLedger runs;

    @AfterEach
    void nothingRuns() {
        sandbox.gates().releaseAll();
        await().atMost(Duration.ofSeconds(30)).until(() -> running("id::text").isEmpty());
    }

    @Test
    @DisplayName("that broke off because the database was away goes on when it is back")
    void broken_off() {
        synced("full");
        jdbc.sql("create sequence refusals").update();
        jdbc.sql(
                        """
                create or replace function refused() returns trigger language plpgsql as
                $$ begin perform nextval('refusals'); raise exception 'the database is away'; end $$
                """)
                .update();
        jdbc.sql("create trigger refused before update on sync_pass execute function refused()")
                .update();
        String run;
        try {
            run = begun("incremental");
            await().until(() -> !running("owner::text").isEmpty());
            await("it has tried several times")
                    .until(() -> jdbc.sql("select last_value from refusals")
                                    .query(Long.class)
                                    .single()
                            >= 3);
        } finally {
            jdbc.sql("drop trigger refused on sync_pass").update();
            jdbc.sql("drop sequence refusals").update();
        }

        assertThat(ended(run).at("/state")).isEqualTo("done");
    }

    @Test
    @DisplayName("that others drive is neither stopped nor forgotten by who drove it before")
    void lost() {
        booked("09:00", "anna");
        sandbox.faults().add(Fault.on(Operation.LIST).gate().skip(1));
        booked("09:00", "ben");
        pagesOf(21);
        var id = UUID.fromString(begun("full"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !sandbox.gates().waiting().isEmpty());
        jdbc.sql("update sync_run set owner = :other, lease_until = now() + interval '1 h' where id = :id")
                .param("other", UUID.randomUUID())
                .param("id", id)
                .update();
        var run = new SyncRun(id, true, false, Instant.EPOCH, Instant.MAX, Instant.EPOCH);
        var read = read(id);

        runs.stop(new SyncPage(run, "salon", Instant.EPOCH, 0, Set.of(), 20), new IllegalStateException("lost"));
        runs.finish(run);

        assertThat(read).isPositive();
        assertThat(read(id)).isEqualTo(read);
        assertThat(jdbc.sql("select state from sync_pass where run = :id and account = 'salon'")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("OPEN");
        sandbox.gates().releaseAll();
        jdbc.sql("update sync_run set lease_until = now() where id = :id")
                .param("id", id)
                .update();
        var report = ended(id.toString());
        assertThat(report.at("/state")).isEqualTo("done");
        assertThat(report.at("/found/orphan")).isEqualTo("0");
        assertThat(read(id)).as("forgotten when it has ended").isZero();
    }

    @Test
    @DisplayName("of the night takes the place of one that the clock began for what is new, and of no other")
    void nightly() {
        sandbox.faults().add(Fault.on(Operation.LIST).gate());
        runs.beginUnlessRunning(false);
        await().until(() -> !sandbox.gates().waiting().isEmpty());
        var incremental = running("id::text");

        runs.beginUnlessRunning(true);

        assertThat(running("mode")).isEqualTo("FULL");
        var full = running("id::text");
        runs.beginUnlessRunning(true);
        runs.beginUnlessRunning(false);
        assertThat(running("id::text")).isEqualTo(full);
        sandbox.gates().releaseAll();
        assertThat(ended(full).at("/state")).isEqualTo("done");
        assertThat(caller.get("/api/v1/sync/runs/" + incremental).at("/state")).isEqualTo("superseded");

        sandbox.faults().add(Fault.on(Operation.LIST).gate());
        var asked = begun("incremental");
        await().until(() -> !sandbox.gates().waiting().isEmpty());
        runs.beginUnlessRunning(true);
        assertThat(running("id::text")).as("somebody waits for it").isEqualTo(asked);
    }

    @Test
    @DisplayName("does not let Cal.com's clock, ahead of ours, hide what changes until then")
    void clock_ahead() {
        var ahead = calcom.booking(uid(booked("10:00", "anna")));
        var told = ahead.updatedAt;
        try {
            ahead.updatedAt = Instant.now().plus(Duration.ofDays(3));
            synced("incremental");
            assertThat(Instant.parse(watermark())).isBeforeOrEqualTo(Instant.now());
        } finally {
            ahead.updatedAt = told;
        }
        var others = calcom.bookedByOthers(102, day.instant("11:00"));

        synced("incremental");

        assertThat(jdbc.sql("select count(*) from segment where calcom_uid = :uid")
                        .param("uid", others)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** So many bookings at Cal.com, at the least. */
    private void pagesOf(int bookings) {
        var hour = 9;
        for (var on = Day.fresh(); calcomHolds() < bookings; hour = hour == 17 ? 9 : hour + 1) {
            on = hour == 9 ? Day.fresh() : on;
            calcom.bookedByOthers(103, on.instant("%02d:00".formatted(hour)));
        }
    }

    private int calcomHolds() {
        return sandbox.bookings().size();
    }

    private int read(UUID run) {
        return jdbc.sql("select count(*) from sync_seen where run = :run")
                .param("run", run)
                .query(Integer.class)
                .single();
    }

    /** A column of the run that is under way; empty when there is none. */
    private String running(String column) {
        return jdbc.sql("select coalesce(" + column + ", '') from sync_run where state = 'RUNNING'")
                .query(String.class)
                .optional()
                .orElse("");
    }
}
