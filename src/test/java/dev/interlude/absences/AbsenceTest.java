package dev.interlude.absences;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What tests of absences share. */
abstract class AbsenceTest extends SalonTest {

    /** No test leaves anyone away. */
    @AfterEach
    void back() {
        jdbc.sql("update absence set ended_at = now(), ended_by = 'test' where ended_at is null")
                .update();
    }

    protected ObjectNode absence(String staff, String from, String to) {
        return RequestBodies.object()
                .put("staff", staff)
                .put("from", day.at(from))
                .put("to", day.at(to))
                .put("reason", "flu");
    }

    protected Reply away(String staff, String from, String to) {
        return away(absence(staff, from, to));
    }

    protected Reply away(ObjectNode absence) {
        var reply = caller.post("/api/v1/absences", absence);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    protected Reply read(Reply absence) {
        return caller.get("/api/v1/absences/" + absence.id());
    }

    protected Reply takeBack(Reply absence) {
        return caller.ask("DELETE", "/api/v1/absences/" + absence.id(), BodyPublishers.noBody());
    }

    protected static List<String> concerned(Reply absence) {
        return absence.json()
                .path("bookings")
                .valueStream()
                .map(one -> one.at("/booking/id").asText())
                .toList();
    }

    protected static JsonNode of(Reply absence, String booking) {
        return absence.json()
                .path("bookings")
                .valueStream()
                .filter(one -> one.at("/booking/id").asText().equals(booking))
                .findFirst()
                .orElseThrow(() -> new AssertionError(booking + " is not in " + absence.text()));
    }

    protected static void require(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    }

    protected List<String> startsOf(String service, String staff) {
        return caller.offers(service, day, "staff", staff).starts();
    }
}
