package dev.interlude.booking.holds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What tests of holds share. The clock that announces ended holds stands still here: what ends, ends without it, and a test
 * announces it.
 */
abstract class HoldTest extends SalonTest {

    protected static final Duration PATIENCE = Duration.ofSeconds(30);
    protected static final int LONG = 600;
    protected static final int SHORT = 1;

    @Autowired
    protected HoldLedger ledger;

    /** A key of its own, so that no other test's holds count. */
    protected Upstream agent() {
        return with("read", "book");
    }

    /** No test leaves times held: others count on a day of their own, but not on a limit of their own. */
    @AfterEach
    void letGo() {
        jdbc.sql("delete from offer_hold where (start_at at time zone 'Europe/Berlin')::date = :day")
                .param("day", day.date())
                .update();
    }

    protected static ObjectNode hold(ObjectNode booking, int seconds) {
        booking.remove("attendee");
        return booking.put("seconds", seconds);
    }

    protected ObjectNode haircut(String time, String staff, int seconds) {
        return hold(RequestBodies.haircut(day.at(time), staff), seconds);
    }

    protected static ObjectNode booking(Reply hold) {
        var body = RequestBodies.booking("", "").put("hold", hold.id());
        body.remove(List.of("service", "start", "timeZone"));
        return body;
    }

    protected static Reply held(Upstream agent, ObjectNode body) {
        var reply = agent.post("/api/v1/holds", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    protected static Reply read(Upstream agent, Reply hold) {
        return agent.get("/api/v1/holds/" + hold.id());
    }

    protected static Reply delete(Upstream agent, Reply hold) {
        return agent.ask("DELETE", "/api/v1/holds/" + hold.id(), BodyPublishers.noBody());
    }

    protected static void require(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    }

    /** The clock's minute at which a hold has ended, as refusals show it. */
    protected static String minute(Reply hold) {
        var end = OffsetDateTime.parse(hold.at("/endsAt"));
        return DateTimeFormatter.ofPattern("HH:mm").format(end.getSecond() == 0 ? end : end.plusMinutes(1));
    }

    protected List<String> startsOf(String service, String staff) {
        return caller.offers(service, day, "staff", staff).starts();
    }
}
