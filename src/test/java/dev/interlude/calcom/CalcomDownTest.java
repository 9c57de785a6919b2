package dev.interlude.calcom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

@Tag("error-handling")
@DisplayName("While Cal.com is down")
class CalcomDownTest extends AcceptanceTest {

    @LocalManagementPort
    private int managementPort;

    @Test
    @DisplayName(
            "searches go on from memory, bookings are refused in no time, the node stays in service; then all recovers")
    void downAndUp() throws Exception {
        assertThat(isStale(search())).isFalse();
        sandbox.faults().add(Fault.on(null).serverError(503).forever());
        for (int i = 0; i < 18 && !isOpen("bookings-write"); i++) {
            // Each at another time: what is in doubt stays held.
            caller.book(RequestBodies.haircut(day.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30)), "dora"));
        }
        var times = new ArrayList<Duration>();
        for (int tries = 0; tries < 60 && times.size() < 5; tries++) {
            await().atMost(20, SECONDS).until(() -> {
                search();
                return isOpen();
            });
            sandbox.forgetRequests();
            var began = System.nanoTime();
            var refused = caller.book(RequestBodies.haircut(day.at("12:00"), "ben"));
            var took = Duration.ofNanos(System.nanoTime() - began);
            if (isOpen()) {
                times.add(took);
                assertThat(refused.status()).as(refused.text()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("CALCOM_UNAVAILABLE");
                assertThat(refused.header("Retry-After")).matches("\\d+");
                assertThat(calcom.writes()).as("nothing was sent").isEmpty();
            }
        }
        assertThat(times).hasSizeGreaterThan(4);
        assertThat(Collections.min(times))
                .as("the quickest of %s; what the others took longer is this machine's doing", times)
                .isLessThan(Duration.ofMillis(100));
        assertThat(actuator("liveness")).isEqualTo(200);
        assertThat(actuator("readiness")).isEqualTo(200);

        sandbox.faults().clear();
        await().atMost(30, SECONDS).until(() -> {
            var found = search();
            return found.status() == 200 && !isStale(found);
        });
        await().atMost(30, SECONDS)
                .until(() -> caller.book(RequestBodies.haircut(day.at("12:00"), "ben"))
                                .status()
                        == 201);
        books.bookingsOn(day).forEach(id -> await().atMost(60, SECONDS)
                .until(() -> books.status(id).matches("BOOKED|COMPENSATED")));
    }

    private Reply search() {
        return caller.offers("haircut", day, "staff", "ben");
    }

    private static boolean isStale(Reply reply) {
        return reply.json().path("stale").asBoolean();
    }

    private boolean isOpen() {
        return isOpen("bookings-write") && isOpen("slots");
    }

    private boolean isOpen(String group) {
        return caller.get("/health/calcom/detailed")
                .at("/breaker/salon/" + group)
                .equals("open");
    }

    private int actuator(String probe) throws Exception {
        var address = URI.create("http://127.0.0.1:%d/actuator/health/%s".formatted(managementPort, probe));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
