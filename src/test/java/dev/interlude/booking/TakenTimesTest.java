package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A search that uses again what it knows to be taken")
class TakenTimesTest extends SalonTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    @DisplayName("sees at once what its own node holds, and soon what another node holds and gives back")
    void otherNodes() {
        var another = JdbcClient.create(TestDatabase.another("acceptance"));
        assertThat(starts()).contains(day.shown("10:00"), day.shown("12:00"));

        var hold = caller.post(
                "/api/v1/holds",
                RequestBodies.object()
                        .put("service", "haircut")
                        .put("staff", "anna")
                        .put("start", day.at("12:00"))
                        .put("seconds", 60));
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);
        assertThat(starts()).doesNotContain(day.shown("12:00"));

        var away = caller.post(
                "/api/v1/absences",
                RequestBodies.object()
                        .put("staff", "anna")
                        .put("from", day.at("03:00"))
                        .put("to", day.at("04:00")));
        assertThat(away.status()).as(away.text()).isEqualTo(201);
        var id = UUID.fromString(away.id());
        another.sql(
                        "update absence set from_at = from_at + interval '7 hours', to_at = to_at + interval '7 hours' where id = ?")
                .param(id)
                .update();
        await().atMost(SOON).until(() -> !starts().contains(day.shown("10:00")));
        another.sql("update absence set ended_at = now(), ended_by = 'another node' where id = ?")
                .param(id)
                .update();
        await().atMost(SOON).until(() -> starts().contains(day.shown("10:00")));
    }

    private List<String> starts() {
        return caller.offers("haircut", day, "staff", "anna").starts();
    }
}
