package dev.interlude.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of the waiting list share. The clock that ends holds stands still here: a test ends those that are over. */
abstract class WaitlistCase extends SalonTest {

    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    protected HoldLedger holds;

    /** No entry waits on for what other tests free, and no time stays held. */
    @AfterEach
    void forget() {
        jdbc.sql("delete from waitlist_entry where (from_at at time zone 'Europe/Berlin')::date = :day")
                .param("day", day.date())
                .update();
        jdbc.sql("delete from offer_hold where (start_at at time zone 'Europe/Berlin')::date = :day")
                .param("day", day.date())
                .update();
    }

    /** A key of its own, so that no other test's entries count. */
    protected Upstream agent() {
        return with("read", "book");
    }

    /** Any of a service on the test's day. */
    protected ObjectNode wanting(String service, String... staff) {
        var body = RequestBodies.booking(service, day.at("09:00"));
        body.remove("start");
        body.put("from", day.toString()).put("to", day.next().toString());
        if (staff.length > 0) {
            List.of(staff).forEach(body.putArray("staff")::add);
        }
        return body;
    }

    protected static ObjectNode between(ObjectNode wanting, String from, String to) {
        wanting.putArray("timesOfDay").addObject().put("from", from).put("to", to);
        return wanting;
    }

    protected static Reply added(Upstream agent, ObjectNode wanting) {
        var reply = agent.post("/api/v1/waitlist", wanting);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    protected static Reply read(Upstream agent, Reply entry) {
        return agent.get("/api/v1/waitlist/" + entry.id());
    }

    protected static Reply accept(Upstream agent, Reply entry, String... headers) {
        return agent.post("/api/v1/waitlist/" + entry.id() + "/accept", "", headers);
    }

    protected static Reply decline(Upstream agent, Reply entry) {
        return agent.post("/api/v1/waitlist/" + entry.id() + "/decline", "");
    }

    protected static Reply offered(Upstream agent, Reply entry) {
        return await("an offer to " + entry.id())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> read(agent, entry), now -> now.at("/status").equals("OFFERED"));
    }

    /** All that was freed on the test's day has been looked at. */
    protected void awaitLookedAt() {
        await("freed times of " + day)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql(
                                        "select count(*) from freed_time where (lower(during) at time zone 'Europe/Berlin')::date = :day")
                                .param("day", day.date())
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    /** The id of the hold with which it is offered something. */
    protected UUID holdOf(Reply entry) {
        return jdbc.sql("select offer from waitlist_offered where entry = :id and status = 'OPEN'")
                .param("id", UUID.fromString(entry.id()))
                .query(UUID.class)
                .single();
    }

    /** Waits for the end of what is offered to it, and has it announced. */
    protected void awaitEnd(Reply entry) {
        var hold = holdOf(entry);
        await("the end of the offer")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> holds.due().contains(hold));
        holds.expire(hold);
    }

    protected static void require(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    }

    protected List<String> statuses(Upstream agent, List<Reply> entries) {
        return entries.stream().map(entry -> read(agent, entry).at("/status")).toList();
    }
}
