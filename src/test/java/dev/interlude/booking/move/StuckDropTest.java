package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.BothSides;
import dev.interlude.support.RequestBodies;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("error-handling")
@DisplayName("A part that was dropped and that Cal.com does not cancel, however often it is asked,")
class StuckDropTest extends BothSides {

    private String id;
    private String care;
    private String uid;
    private String saga;

    @BeforeEach
    void stuck() {
        withoutBreaker();
        id = caller.booked(RequestBodies.booking("balayage", day.at("09:00")).put("staff", "anna"))
                .id();
        care = books.segments(id, "id").get(1);
        uid = books.segments(id, "calcom_uid").get(1);
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        var body = RequestBodies.object();
        body.putArray("drop").add("care");
        var changed = caller.ask(
                "PATCH",
                "/api/v1/bookings/" + id,
                BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/json");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        saga = jdbc.sql(
                        """
                select saga::text from saga_step step join saga s on s.id = step.saga
                where options ->> 'segmentId' = :care and s.ended_at is null
                """)
                .param("care", care)
                .query(String.class)
                .single();
        jdbc.sql("update saga_step set attempts = 19 where saga = :saga")
                .param("saga", UUID.fromString(saga))
                .update();
        await().until(() -> jdbc.sql("select state from saga where id = :saga")
                .param("saga", UUID.fromString(saga))
                .query(String.class)
                .single()
                .equals("STUCK"));
        sandbox.faults().clear();
    }

    @Test
    @DisplayName("is shown to a person, keeps its time, and is cancelled when they let it be tried again")
    void triedAgain() {
        assertThat(caller.read(id).each("/segments", "key")).containsExactly("paint", "style");
        assertThat(books.holds(id)).as("no other customer gets its time").hasSize(3);
        assertThat(calcom.liveOf(id)).hasSize(3);
        var item = attention().get(0);
        assertThat(item.path("kind").asText()).isEqualTo("saga-stuck");
        assertThat(item.path("id").asText()).isEqualTo(saga);
        assertThat(item.path("booking").asText()).startsWith("Balayage with Anna");
        synced("incremental");
        assertThat(caller.get("/api/v1/sync/drift").each("/drift", "bookingId"))
                .as("its saga says it already")
                .doesNotContain(id);

        var retry = item.at("/actions/0");
        assertThat(caller.post(retry.path("path").asText(), "").status()).isEqualTo(202);

        requireAgreed();
    }

    @Test
    @DisplayName("is done when a person has cancelled it in Cal.com and says so")
    void resolved() {
        calcom.cancelledByOthers(uid);

        assertThat(caller.post("/api/v1/sagas/" + saga + "/resolve", "").status())
                .isEqualTo(200);

        requireAgreed();
    }

    @Test
    @DisplayName("is still cancelled when all of the booking is: until then the booking is not over")
    void cancelled() {
        var asked = caller.cancel(id);

        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        assertThat(calcom.liveOf(id)).extracting(b -> b.uid).containsExactly(uid);
        assertThat(attention()).hasSize(1);

        assertThat(caller.post("/api/v1/sagas/" + saga + "/retry", "").status()).isEqualTo(202);

        books.awaitStatus(id, "CANCELLED");
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(books.holds(id)).isEmpty();
        assertThat(attention()).isEmpty();
    }

    private void requireAgreed() {
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(id)).extracting(b -> b.eventTypeId).containsExactly(701L, 721L);
        assertThat(books.holds(id)).hasSize(2);
        assertThat(books.status(id)).isEqualTo("BOOKED");
        assertThat(attention()).isEmpty();
    }

    private List<JsonNode> attention() {
        return caller.attention().stream()
                .filter(item -> item.path("bookingId").asText().equals(id))
                .toList();
    }
}
