package dev.interlude.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.StoredBookings;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("Two servers on one database")
@Timeout(240)
class SyncAfterKillTest {

    private static final String DATABASE = "sync_after_kill";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NEVER = "0 0 0 1 1 ? 2099";
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("interlude.sync.incremental-schedule", NEVER),
            Map.entry("interlude.sync.full-schedule", NEVER),
            Map.entry("interlude.sync.purge-schedule", "* * * * * ?"),
            Map.entry("interlude.sync.page-size", "5"),
            Map.entry("interlude.sync.grace", "0s"),
            Map.entry("interlude.sync.lease", "3s"),
            Map.entry("interlude.sync.renew-every", "500"),
            Map.entry("interlude.sync.look-every", "200"),
            Map.entry("interlude.sync.repair-every", "200"),
            Map.entry("interlude.sync.repair-lease", "4s"),
            Map.entry("interlude.sync.repair.orphan", "push-ours"),
            Map.entry("interlude.calcom.longest-call", "6s"),
            Map.entry("spring.quartz.properties[org.quartz.jobStore.clusterCheckinInterval]", "1000"));

    private final Day day = Day.fresh();
    private final Day other = Day.fresh();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.another(DATABASE));
    private final StoredBookings books = new StoredBookings(jdbc);

    @Test
    @DisplayName(
            "share the clock and a run between them: each time strikes on one of them, and when the one that compares dies, the other goes on and does nothing twice")
    void killed() {
        witness();
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
                var left = start("sync-left", sandbox);
                var right = start("sync-right", sandbox)) {
            left.awaitReady();
            right.awaitReady();
            var calcom = new AtCalcom(sandbox);
            var pairs = booked(left, 11);
            var uids = pairs.stream().map(books::uid).toList();
            var undone = pairs.subList(0, 4);
            undone.forEach(books::loseUndoing);
            var moved = pairs.subList(4, 8);
            var movedTo = moved.stream()
                    .map(id -> calcom.movedByOthers(books.uid(id), other.instant("1" + moved.indexOf(id) + ":00")))
                    .toList();
            var ghosts = Stream.of(103, 104, 105)
                    .flatMap(type -> Stream.of("14:00", "15:00", "16:00", "17:00")
                            .map(time -> calcom.bookedByOthers(type, other.instant(time))))
                    .toList();
            var orphans = pairs.subList(8, 11);
            orphans.forEach(id -> calcom.cancelledByOthers(books.uid(id)));
            sandbox.forgetRequests();
            // Of a push Cal.com has done the work, and nobody may ever hear of it.
            sandbox.faults().add(Fault.on(Operation.CANCEL).gateAfterWork());
            sandbox.faults().add(Fault.on(Operation.LIST).gate().skip(3));

            var run =
                    at(left).post("/api/v1/sync", "{\"mode\":\"incremental\"}").at("/runId");
            await("a page is under way, and a push")
                    .atMost(PATIENCE)
                    .until(() -> sandbox.gates().waiting().size() == 2);
            assertThat(jdbc.sql("select count(*) from sync_watermark")
                            .query(Integer.class)
                            .single())
                    .as("pages before it are done")
                    .isEqualTo(1);
            var driver = witnessed("run").get(0);
            awaitStrikes(3);
            assertThat(count("qrtz_scheduler_state")).as("both keep the clock").isEqualTo(2);

            var victim = driver.equals("sync-left") ? left : right;
            var heir = victim == left ? right : left;
            var struck = witnessed("strike").size();
            victim.kill();
            sandbox.gates().releaseAll();

            var report = await().atMost(PATIENCE)
                    .until(
                            () -> at(heir).get("/api/v1/sync/runs/" + run),
                            r -> r.at("/state").equals("done")
                                    && r.at("/outcome/open").equals("0")
                                    && r.at("/outcome/repaired").equals("23"));

            assertThat(found(report)).isEqualTo(Map.of("undone", 4, "time", 4, "ghost", 12, "orphan", 3));
            assertThat(report.json().at("/read").asInt())
                    .as("nothing but what was changed meanwhile is read twice")
                    .isBetween(27, 34);
            assertThat(witnessed("run")).as("had by one at a time").containsExactly(driver, nameOf(heir, left));
            assertThat(received(sandbox, Operation.CANCEL))
                    .extracting(Received::uid)
                    .containsExactlyInAnyOrderElementsOf(uids.subList(0, 4));
            assertThat(received(sandbox, Operation.CREATE)).hasSize(3);
            assertThat(received(sandbox, Operation.RESCHEDULE)).isEmpty();
            orphans.forEach(id -> assertThat(calcom.liveOf(id)).hasSize(1));
            assertThat(moved.stream().map(books::uid)).isEqualTo(movedTo);
            assertThat(ghosts).allSatisfy(uid -> assertThat(local(uid)).isEqualTo(1));
            books.requireAgreementWith(calcom);

            var before = state();
            sandbox.forgetRequests();
            var again = synced(heir);
            assertThat(again.json().at("/items")).as(again.text()).isEmpty();
            assertThat(calcom.writes()).isEmpty();
            assertThat(state()).isEqualTo(before);

            awaitStrikes(struck + 2);
            assertThat(witnessed("strike").subList(struck + 1, struck + 2)).containsExactly(nameOf(heir, left));
            assertThat(jdbc.sql("select at from witness where what = 'strike'")
                            .query(Long.class)
                            .list())
                    .as("no time has struck twice")
                    .doesNotHaveDuplicates();
            assertThat(witnessed("purge").size())
                    .as("each had its effect once")
                    .isBetween(struck - 1, witnessed("strike").size());
        }
    }

    /** The database notes down who takes a run, and on whom each time of the purge strikes. */
    private void witness() {
        jdbc.sql(
                        """
                create table witness (id bigint generated always as identity, what text, node text, at bigint);
                create function witness() returns trigger language plpgsql as $$ begin
                    insert into witness (what, node, at) values (tg_argv[0], current_setting('application_name'),
                        case when tg_argv[0] = 'strike' then (to_jsonb(new) ->> 'sched_time')::bigint end);
                    return null; end $$;
                create trigger run after update of owner on sync_run for each row
                    when (new.owner is distinct from old.owner) execute function witness('run');
                create trigger purge after delete on sync_run for each statement execute function witness('purge');
                create trigger strike after update on qrtz_fired_triggers for each row
                    when (new.state = 'EXECUTING' and new.trigger_name like '%purge-runs%') execute function witness('strike');
                """)
                .update();
    }

    /** Which node each was, in order. */
    private List<String> witnessed(String what) {
        return jdbc.sql("select node from witness where what = :what order by id")
                .param("what", what)
                .query(String.class)
                .list();
    }

    private void awaitStrikes(int many) {
        await("the clock has struck " + many + " times")
                .atMost(PATIENCE)
                .until(() -> witnessed("strike").size() >= many);
    }

    private static ServerProcess start(String name, Sandbox sandbox) {
        var url = TestDatabase.url(DATABASE);
        var settings = SETTINGS.entrySet().stream()
                .map(e -> "\"%s\": \"%s\"".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return ServerProcess.start(
                name,
                url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + name,
                sandbox.baseUrl(),
                Map.of("SPRING_APPLICATION_JSON", settings));
    }

    private static String nameOf(ServerProcess server, ServerProcess left) {
        return server == left ? "sync-left" : "sync-right";
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }

    private List<String> booked(ServerProcess server, int many) {
        var wishes = Stream.of("09:00", "10:00", "11:00", "12:00")
                .flatMap(time ->
                        Stream.of("anna", "ben", "cleo").map(staff -> RequestBodies.haircut(day.at(time), staff)))
                .limit(many)
                .map(body -> at(server).booking(body))
                .toList();
        return Upstream.wait(wishes).stream()
                .peek(reply -> assertThat(reply.status()).as(reply.text()).isEqualTo(201))
                .map(Reply::id)
                .toList();
    }

    private int local(String uid) {
        return count("segment where calcom_uid = '" + uid + "'");
    }

    private int count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Integer.class).single();
    }

    private List<String> state() {
        return jdbc.sql(
                        """
                select b.id || ' ' || b.status || ' ' || b.version || ' ' || s.status || ' ' || s.calcom_uid || ' ' || s.start_at
                from booking b join segment s on s.booking = b.id order by 1
                """)
                .query(String.class)
                .list();
    }

    private static List<Received> received(Sandbox sandbox, Operation operation) {
        return sandbox.requests().stream()
                .filter(r -> r.operation() == operation)
                .toList();
    }

    private Reply synced(ServerProcess server) {
        var run = at(server).post("/api/v1/sync", "{\"mode\":\"incremental\"}").at("/runId");
        return await().atMost(PATIENCE).until(() -> at(server).get("/api/v1/sync/runs/" + run), r -> !r.at("/state")
                .equals("running"));
    }

    private static Map<String, Integer> found(Reply report) {
        return report.json().at("/found").properties().stream()
                .filter(count -> count.getValue().asInt() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().asInt()));
    }
}
