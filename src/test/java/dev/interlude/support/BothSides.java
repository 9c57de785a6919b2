package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.model.Attendee;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both sides, how they come to differ, and how they are compared. */
public abstract class BothSides extends AcceptanceTest {

    @Autowired
    public JdbcClient jdbc;

    public final void flagged(String kind, String booking, String uid) {
        var segment = booking == null
                ? null
                : UUID.fromString(books.segments(booking, "id").get(0));
        jdbc.sql(
                        """
                insert into sync_drift (id, kind, state, repair, subject, account, calcom_uid, segment, booking, due_at, found_at)
                values (gen_random_uuid(), :kind, 'FLAGGED', 'flag', coalesce(:segment::text, :uid), 'salon', :uid, :segment, :booking, now(), now())
                """)
                .param("kind", kind)
                .param("uid", uid)
                .param("segment", segment, java.sql.Types.OTHER)
                .param("booking", booking == null ? null : UUID.fromString(booking), java.sql.Types.OTHER)
                .update();
    }

    public final Reply resolved(String drift, String how) {
        return caller.post(
                "/api/v1/sync/drift/" + drift + "/resolve",
                RequestBodies.object().put("resolution", how));
    }

    public final void column(String booking, String column, String value) {
        jdbc.sql("update booking set " + column + " = :value where id = :id")
                .param("value", value)
                .param("id", UUID.fromString(booking))
                .update();
    }

    /** A person changes in Cal.com who comes. */
    public final void renamed(String uid, String name) {
        var row = calcom.booking(uid);
        row.attendees = row.attendees.stream()
                .map(who -> new Attendee(
                        name,
                        who.email(),
                        who.timeZone(),
                        who.language(),
                        who.phoneNumber(),
                        who.absent(),
                        who.seatUid(),
                        who.metadata()))
                .toList();
        row.updatedAt = Instant.now();
    }

    public final String watermark() {
        return caller.get("/api/v1/sync/status").at("/watermark");
    }

    public final String booked(String time, String staff) {
        return caller.booked(RequestBodies.haircut(day.at(time), staff)).id();
    }

    public final String uid(String booking) {
        return books.uid(booking);
    }

    /** As if its undoing had been forgotten. */
    public final String undone(String booking) {
        books.loseUndoing(booking);
        return booking;
    }

    public final Reply synced(String mode, String... more) {
        return ended(begun(mode, more));
    }

    public final String begun(String mode, String... more) {
        var body = RequestBodies.object().put("mode", mode);
        Stream.of(more).forEach(word -> body.put(word, true));
        var begun = caller.post("/api/v1/sync", body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        return begun.at("/runId");
    }

    /** The report of a run that has ended, once what was due by then has been looked at, by whichever timer took it. */
    public final Reply ended(String run) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        !caller.get("/api/v1/sync/runs/" + run).at("/state").equals("running"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql(
                                        """
                        select count(*) from sync_drift d join sync_run r on r.id = d.run
                        where r.id = :run::uuid and d.state in ('SUSPECTED', 'OPEN') and d.due_at <= r.ended_at
                        """)
                                .param("run", run)
                                .query(Long.class)
                                .single()
                        == 0);
        return caller.get("/api/v1/sync/runs/" + run);
    }
}
