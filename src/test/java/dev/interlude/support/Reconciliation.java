package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.bench.LossyWorld;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.webhook.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Nobody tells us anything: what both sides hold is found out by comparing them. */
public abstract class Reconciliation extends BothSides {

    private static final Pattern CHANGED_SINCE = Pattern.compile("afterUpdatedAt=([^&]+)");

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private final Day second = Day.fresh();
    private final Day third = Day.fresh();

    private void nobodyTellsUs() {
        sandbox.webhooks(Trouble.losing(1, 1));
        // What other tests have left there, and the books do not know.
        synced("full");
    }

    @AfterEach
    public void listenAgain() {
        sandbox.webhooks(Trouble.NONE);
    }

    @Test
    @DisplayName(
            "what is gone there is an orphan and what is unknown here a ghost, once all has been read and some time has passed")
    public void orphaned_appointment_detection() {
        nobodyTellsUs();
        var cancelled = booked("09:00", "anna");
        var vanished = vanished(booked("10:00", "anna"));
        var undone = undone(booked("11:00", "anna"));
        var strangers = calcom.bookedByOthers(101, day.instant("12:00"));
        calcom.cancelledByOthers(uid(cancelled));
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.LIST).serverError(500).forever());

        var broken = synced("full");

        assertThat(broken.at("/state")).isEqualTo("failed");
        assertThat(kinds(broken)).as("not all has been read").doesNotContain("orphan " + vanished);
        assertThat(books.status(vanished)).isEqualTo("BOOKED");
        sandbox.faults().clear();
        resetBreakers();

        var report = synced("full");
        await().untilAsserted(() -> assertThat(
                        caller.get("/api/v1/sync/runs/" + report.at("/runId")).at("/outcome/open"))
                .isEqualTo("0"));

        await().untilAsserted(() -> assertThat(books.status(vanished)).isEqualTo("CANCELLED"));
        assertThat(books.status(cancelled)).isEqualTo("CANCELLED");
        await().untilAsserted(
                        () -> assertThat(calcom.booking(uid(undone)).status).isEqualTo(BookingStatus.CANCELLED));
        assertThat(jdbc.sql("select origin from booking b join segment s on s.booking = b.id where s.calcom_uid = :uid")
                        .param("uid", strangers)
                        .query(String.class)
                        .single())
                .isEqualTo("calcom");
        assertThat(synced("full").json().at("/items")).as("nothing is left").isEmpty();
    }

    @Test
    @DisplayName(
            "of a hundred pairs just those that differ are found, reported by a dry run, repaired by a real one, and left alone by the next")
    public void bulk_sync_reconciliation() {
        nobodyTellsUs();
        var pairs = pairs(100);
        var uids = pairs.stream().map(this::uid).toList();
        range(pairs, 0, 5).forEach(id -> calcom.movedByOthers(uid(id), third.instant("14:00")));
        range(pairs, 5, 10).forEach(this::waitsHere);
        range(pairs, 10, 15).forEach(id -> renamed(uid(id), "Somebody"));
        range(pairs, 15, 18).forEach(id -> calcom.cancelledByOthers(uid(id)));
        range(pairs, 18, 20).forEach(this::vanished);
        range(pairs, 20, 25).forEach(this::undone);
        var ghosts = Stream.of("09:00", "10:00", "11:00", "12:00", "13:00")
                .map(time -> calcom.bookedByOthers(105, third.instant(time)))
                .toList();
        var expected = Map.of("time", 5, "status", 5, "attendee", 5, "orphan", 5, "ghost", 5, "undone", 5);
        Pacing.rest(Duration.ofMillis(1200)); // nothing is too young to be judged
        sandbox.forgetRequests();
        var before = state(pairs);

        var dry = synced("full", "dryRun");

        assertThat(dry.at("/state")).isEqualTo("done");
        assertThat(found(dry)).isEqualTo(expected);
        assertThat(dry.at("/outcome/reported")).isEqualTo("30");
        assertThat(dry.json().at("/read").asInt()).isGreaterThanOrEqualTo(100);
        assertThat(calcom.requests(Operation.LIST)).as("several pages").hasSizeGreaterThan(4);
        assertThat(calcom.writes()).as("a dry run writes nothing there").isEmpty();
        assertThat(state(pairs)).as("nor here").isEqualTo(before);

        var real = synced("full");

        assertThat(found(real)).isEqualTo(expected);
        assertThat(real.at("/outcome/repaired")).as(real.text()).isEqualTo("30");
        range(pairs, 0, 5)
                .forEach(id -> assertThat(caller.read(id).at("/start")).isEqualTo(third.shown("14:00")));
        assertThat(pairs.stream().map(books::status).collect(Collectors.groupingBy(s -> s, Collectors.counting())))
                .isEqualTo(Map.of("BOOKED", 90L, "CANCELLED", 5L, "COMPENSATED", 5L));
        range(uids, 20, 25)
                .forEach(uid -> assertThat(calcom.booking(uid).status).isEqualTo(BookingStatus.CANCELLED));
        assertThat(ghosts).allSatisfy(uid -> assertThat(local(uid)).isEqualTo(1));
        var settled = state(pairs);
        sandbox.forgetRequests();

        var again = synced("full");

        assertThat(again.json().at("/items")).isEmpty();
        assertThat(calcom.writes()).isEmpty();
        assertThat(state(pairs)).isEqualTo(settled);
        assertThat(caller.get("/api/v1/sync/status").at("/inSync")).isEqualTo("true");
    }

    @Test
    @DisplayName(
            "only what changed since the watermark is read; who takes a run over goes on where it stopped, and does nothing twice")
    public void incremental_sync_updates() {
        nobodyTellsUs();
        pairs(30);
        Pacing.rest(Duration.ofMillis(600)); // none of them is within the overlap
        calcom.bookedByOthers(104, second.instant("17:00"));
        synced("incremental");
        var watermark = Instant.parse(watermark());
        sandbox.forgetRequests();
        var one = calcom.bookedByOthers(105, second.instant("17:00"));

        var report = synced("incremental");

        assertThat(calcom.requests(Operation.LIST)).isNotEmpty().allSatisfy(r -> assertThat(since(r.target()))
                .isAfterOrEqualTo(watermark.minusMillis(501)));
        assertThat(report.json().at("/read").asInt())
                .as("with what is in the overlap")
                .isBetween(1, 2);
        assertThat(local(one)).isEqualTo(1);
        assertThat(Instant.parse(watermark())).isAfter(watermark);

        // Three pages of changes; the second is held while the node is given up for dead.
        var many = Stream.of(101, 102, 103, 104, 105)
                .flatMap(type -> Stream.of("09", "10", "11", "12", "13", "14", "15", "16", "17")
                        .map(hour -> calcom.bookedByOthers(type, third.instant(hour + ":00"))))
                .toList();
        sandbox.forgetRequests();
        sandbox.faults().add(Fault.on(Operation.LIST).gate().skip(1).times(1));
        var begun = begun("incremental");
        await().until(() -> !sandbox.gates().waiting().isEmpty());
        assertThat(Instant.parse(watermark()))
                .as("moves with the page, no further")
                .isBefore(Instant.now());
        jdbc.sql("update sync_run set owner = :other, lease_until = now() - interval '1 s' where state = 'RUNNING'")
                .param("other", UUID.randomUUID())
                .update();
        var first = local(many);
        sandbox.gates().releaseAll();

        var takenOver = ended(begun);

        assertThat(first).as("the first page was kept").isBetween(15L, 21L);
        assertThat(takenOver.at("/state")).isEqualTo("done");
        assertThat(local(many)).isEqualTo(45);
        assertThat(found(takenOver)).isEqualTo(Map.of("ghost", 45));
        assertThat(takenOver.json().at("/read").asInt())
                .as("none of them twice")
                .isBetween(45, 47);
    }

    @Test
    @DisplayName(
            "the figures are right in the API, on the health page and in the metrics; one run at a time; a person decides what no rule may")
    public void sync_status_monitoring() {
        nobodyTellsUs();
        var composite = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        synced("incremental");
        var before = caller.get("/api/v1/sync/status");
        assertThat(before.at("/inSync")).as(before.text()).isEqualTo("true");
        assertThat(before.at("/counts/drifted")).isEqualTo("0");
        assertThat(Instant.parse(before.at("/lastCheck"))).isAfter(Instant.parse(before.at("/lastFull")));
        var name = books.booking(composite, "attendee_name");
        calcom.liveOf(composite).forEach(row -> renamed(row.uid, "Somebody"));

        synced("full");

        var after = caller.get("/api/v1/sync/status");
        assertThat(after.at("/inSync")).isEqualTo("false");
        assertThat(after.at("/counts/drifted")).as("one of each segment").isEqualTo("2");
        assertThat(after.json().at("/counts/synced").asInt())
                .isEqualTo(before.json().at("/counts/synced").asInt() - 2);
        var flagged = caller.get("/api/v1/sync/drift");
        assertThat(flagged.each("/drift", "bookingId")).containsExactly(composite, composite);
        assertThat(flagged.text()).doesNotContain("Somebody", name);
        await().untilAsserted(
                        () -> assertThat(caller.get("/health/calcom/detailed").at("/sync/in_sync"))
                                .isEqualTo("false"));
        assertThat(caller.get("/health/calcom/detailed").at("/sync/orphaned")).isEqualTo("0");
        await().untilAsserted(() -> assertThat(meters.get("interlude.sync.bookings")
                        .tag("state", "drifted")
                        .gauge()
                        .value())
                .isEqualTo(2));

        var both = flagged.each("/drift", "id");
        assertThat(resolved(both.get(0), "ignore").at("/state")).isEqualTo("ignored");
        assertThat(resolved(both.get(1), "push-ours").status())
                .as("Cal.com cannot be told another")
                .isEqualTo(422);
        assertThat(caller.get("/api/v1/sync/status").at("/counts/drifted")).isEqualTo("1");
        calcom.liveOf(composite).forEach(row -> renamed(row.uid, name));
        synced("full");
        assertThat(caller.get("/api/v1/sync/drift").json().at("/drift"))
                .as("gone by itself")
                .isEmpty();

        var reader = caller.with(caller.post(
                        "/api/v1/keys",
                        RequestBodies.object()
                                .put("name", "watcher-" + day)
                                .set("roles", RequestBodies.array().add("read")))
                .at("/key"));
        assertThat(reader.get("/api/v1/sync/status").status()).isEqualTo(200);
        assertThat(reader.get("/api/v1/sync/drift").status()).isEqualTo(403);
        assertThat(reader.post("/api/v1/sync", "{}").status()).isEqualTo(403);

        sandbox.faults().add(Fault.on(Operation.LIST).gate().times(1));
        var running = begun("full");
        assertThat(caller.get("/api/v1/sync/status").at("/running")).isEqualTo(running);
        assertThat(caller.post("/api/v1/sync", "{\"mode\":\"incremental\"}").code())
                .isEqualTo("IN_PROGRESS");
        var forced = caller.post("/api/v1/sync", "{\"mode\":\"incremental\",\"force\":true}");
        assertThat(forced.status()).isEqualTo(202);
        sandbox.gates().releaseAll();
        assertThat(ended(forced.at("/runId")).at("/state")).isEqualTo("done");
        assertThat(caller.get("/api/v1/sync/runs/" + running).at("/state")).isEqualTo("superseded");
        assertThat(caller.get("/api/v1/sync/runs/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName(
            "what a person wants pushed is done in Cal.com, once, also when an answer is lost: moved back, booked again, cancelled")
    public void pushing() {
        nobodyTellsUs();
        var moved = booked("09:00", "anna");
        var gone = booked("10:00", "anna");
        var uid = uid(gone);
        var stays = calcom.movedByOthers(uid(moved), day.instant("14:00"));
        calcom.cancelledByOthers(uid);
        var ghost = calcom.bookedByOthers(102, day.instant("09:00"));
        flagged("TIME", moved, stays);
        flagged("ORPHAN", gone, uid);
        flagged("GHOST", null, ghost);
        sandbox.faults().add(Fault.on(Operation.CREATE).resetAfterWork().times(1));
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).silenceAfterWork().times(1));

        caller.get("/api/v1/sync/drift")
                .each("/drift", "id")
                .forEach(id -> assertThat(resolved(id, "push-ours").status()).isEqualTo(200));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        caller.get("/api/v1/sync/drift").json().at("/drift"))
                .isEmpty());
        assertThat(calcom.booking(uid(moved)).start).isEqualTo(day.instant("09:00"));
        assertThat(calcom.booking(uid(gone)).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(calcom.liveOf(gone)).hasSize(1);
        assertThat(calcom.booking(ghost).status).isEqualTo(BookingStatus.CANCELLED);
        assertThat(calcom.requests(Operation.CREATE)).as("one create of ours").hasSize(1);
        assertThat(synced("full").json().at("/items")).isEmpty();
    }

    @Test
    @DisplayName("what was moved more than once since it was known is followed to where it stands, or to its end")
    public void chains() {
        nobodyTellsUs();
        var ended = booked("09:00", "anna");
        var stands = booked("09:00", "ben");
        var strangers = calcom.bookedByOthers(103, day.instant("09:00"));
        synced("incremental");
        for (var uid : List.of(uid(ended), strangers)) {
            calcom.cancelledByOthers(
                    calcom.movedByOthers(calcom.movedByOthers(uid, day.instant("14:00")), day.instant("15:00")));
        }
        var last = calcom.movedByOthers(calcom.movedByOthers(uid(stands), day.instant("14:00")), day.instant("15:00"));

        var report = synced("incremental");

        assertThat(books.status(ended)).as(report.text()).isEqualTo("CANCELLED");
        assertThat(caller.read(stands).at("/start")).isEqualTo(day.shown("15:00"));
        assertThat(uid(stands)).isEqualTo(last);
        assertThat(books.bookingsOn(day)).as("none of them twice").hasSize(3);
        assertThat(found(report)).isEqualTo(Map.of("time", 1, "orphan", 2));
        assertThat(synced("full").json().at("/items")).isEmpty();
    }

    @Test
    @DisplayName("though webhooks are lost, come twice or late, one comparison makes both sides equal, item by item")
    public void lossy() throws IOException {
        nobodyTellsUs();
        var world = new LossyWorld(
                sandbox,
                "http://127.0.0.1:" + port,
                Upstream.ADMIN,
                LocalDate.now().plusYears(9),
                14,
                4);
        sandbox.webhooks(new Trouble(0.2, 0.1, 0.1, 300, 4));
        world.change(100);
        Pacing.rest(Duration.ofMillis(1500)); // the late webhooks arrive
        var before = LossyWorld.differences(world.local(), world.atCalcom());

        var report = synced("incremental");

        assertThat(before).as("some were lost").isNotEmpty();
        assertThat(LossyWorld.differences(world.local(), world.atCalcom()))
                .as(report.text())
                .isEmpty();
        assertThat(world.local()).hasSizeGreaterThan(10);
    }

    /** Haircuts by everybody, on this day and the next. */
    private List<String> pairs(int many) {
        var wishes = Stream.of(day, second)
                .flatMap(on -> Stream.of(
                                "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "16:30",
                                "17:30")
                        .flatMap(time -> Stream.of("anna", "ben", "cleo", "dora", "emil")
                                .map(staff -> RequestBodies.haircut(on.at(time), staff))))
                .limit(many)
                .toList();
        var ids = new ArrayList<String>();
        for (int i = 0; i < wishes.size(); i += 20) {
            Upstream.wait(wishes.subList(i, Math.min(i + 20, wishes.size())).stream()
                            .map(body -> caller.booking(body))
                            .toList())
                    .forEach(reply -> {
                        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
                        ids.add(reply.id());
                    });
        }
        return ids;
    }

    private static Stream<String> range(List<String> all, int from, int to) {
        return all.subList(from, to).stream();
    }

    private void waitsHere(String booking) {
        column(booking, "status", "PENDING");
        jdbc.sql("update segment set status = 'PENDING' where booking = :id")
                .param("id", UUID.fromString(booking))
                .update();
    }

    private List<String> state(List<String> bookings) {
        return bookings.stream()
                .map(id -> books.status(id)
                        + books.segments(id, "start_at")
                        + books.segments(id, "calcom_uid")
                        + books.booking(id, "version")
                        + books.booking(id, "attendee_name"))
                .toList();
    }

    private long local(String uid) {
        return local(List.of(uid));
    }

    private long local(List<String> uids) {
        return jdbc.sql("select count(*) from segment where calcom_uid in (:uids)")
                .param("uids", uids)
                .query(Long.class)
                .single();
    }

    private static Instant since(String target) {
        var since = CHANGED_SINCE.matcher(target);
        assertThat(since.find()).as(target).isTrue();
        return Instant.parse(URLDecoder.decode(since.group(1), StandardCharsets.UTF_8));
    }

    /** The counts that are not 0. */
    private static Map<String, Integer> found(Reply report) {
        return report.json().at("/found").properties().stream()
                .filter(count -> count.getValue().asInt() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().asInt()));
    }

    /** As if Cal.com had lost it: nothing there has its uid. */
    private String vanished(String booking) {
        calcom.cancelledByOthers(uid(booking));
        jdbc.sql("update segment set calcom_uid = :uid where booking = :id")
                .param("uid", "lost" + booking.replace("-", ""))
                .param("id", UUID.fromString(booking))
                .update();
        return booking;
    }

    private static List<String> kinds(Reply report) {
        return report.json()
                .at("/items")
                .valueStream()
                .map(item -> item.path("kind").asText() + " "
                        + item.path("bookingId").asText())
                .toList();
    }
}
