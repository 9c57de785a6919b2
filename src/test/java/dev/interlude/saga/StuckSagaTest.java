package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.RequestBodies;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@DisplayName("A saga that has used up its attempts")
class StuckSagaTest extends AcceptanceTest {

    @Autowired
    private JdbcClient jdbc;

    private String booking;
    private String saga;

    @BeforeEach
    void stuck() {
        withoutBreaker();
        booking = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        assertThat(caller.cancel(booking).status()).isEqualTo(202);
        saga = books.booking(booking, "saga");
        jdbc.sql("update saga_step set attempts = 19 where saga = :saga and state = 'ENLISTED'")
                .param("saga", UUID.fromString(saga))
                .update();
        await().until(() -> books.saga(booking).equals("STUCK"));
        sandbox.faults().clear();
    }

    @Test
    @DisplayName("is shown with what it could not do, and goes through when an operator lets it try again")
    void triedAgain() {
        assertThat(open()).contains(saga);
        assertThat(step("/route")).isEqualTo("direct://booking-release-segment");
        assertThat(step("/options/segmentId"))
                .isEqualTo(books.segments(booking, "id").get(0));
        assertThat(calcom.liveOf(booking)).hasSize(1);

        var again = caller.post("/api/v1/sagas/" + saga + "/retry", "");

        assertThat(again.status()).as(again.text()).isEqualTo(202);
        books.awaitStatus(booking, "CANCELLED");
        assertThat(calcom.liveOf(booking)).isEmpty();
        assertThat(books.holds(booking)).isEmpty();
        books.awaitNoOpenSaga();
        assertThat(open()).doesNotContain(saga);
        assertThat(caller.post("/api/v1/sagas/" + saga + "/retry", "").code()).isEqualTo("IN_PROGRESS");
    }

    @Test
    @DisplayName("ends, and its appointment with it, when an operator vouches that Cal.com is put right")
    void vouchedFor() {
        var uid = books.segments(booking, "calcom_uid").get(0);
        AtCalcom.ask(
                sandbox,
                "POST",
                "/v2/bookings/" + uid + "/cancel",
                RequestBodies.object().put("cancellationReason", "by hand"));

        var resolved = caller.post("/api/v1/sagas/" + saga + "/resolve", "");

        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(resolved.at("/state")).isEqualTo("COMPENSATED");
        assertThat(caller.read(booking).at("/status")).isEqualTo("CANCELLED");
        assertThat(books.segments(booking, "status")).containsExactly("CANCELLED");
        assertThat(books.holds(booking)).isEmpty();
        assertThat(jdbc.sql("select resolved_by from saga where id = :saga")
                        .param("saga", UUID.fromString(saga))
                        .query(String.class)
                        .single())
                .isEqualTo("admin");
    }

    @Test
    @DisplayName("is nobody's but the admins'")
    void forAdmins() {
        assertThat(caller.with("wrong").get("/api/v1/sagas").status()).isEqualTo(401);
        assertThat(caller.post("/api/v1/sagas/" + UUID.randomUUID() + "/retry", "")
                        .code())
                .isEqualTo("NOT_FOUND");
        assertThat(caller.post("/api/v1/sagas/" + saga + "/retry", "").status()).isEqualTo(202);
    }

    private List<String> open() {
        return caller.get("/api/v1/sagas?state=STUCK").each("/sagas", "id");
    }

    private String step(String pointer) {
        var sagas = caller.get("/api/v1/sagas?state=STUCK").json().at("/sagas");
        return sagas.valueStream()
                .filter(one -> one.path("id").asText().equals(saga))
                .findFirst()
                .orElseThrow()
                .at("/steps/0" + pointer)
                .asText();
    }
}
