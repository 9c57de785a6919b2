package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
@DisplayName("A key")
class AccessTest {

    @Autowired
    Api api;

    private final String name = "key-" + UUID.randomUUID();

    @ParameterizedTest(name = "not \"{0}\"")
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic YWRtaW46bG9jYWwtYWRtaW4ta2V5", "local-admin-key"})
    @DisplayName("is needed under /api")
    void needed(String authorization) {
        var answer = api.get("/api/v1/keys", "Authorization", authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest(name = "{0} may {1} {2}: {3}")
    @CsvSource({
        "read, GET, /api/v1/nothing, 404",
        "read, POST, /api/v1/bookings/x/cancel, 403",
        "read, POST, /api/v1/series, 403",
        "read, GET, /api/v1/keys, 403",
        "book, GET, /api/v1/nothing, 404",
        "book, GET, /api/v1/keys, 403",
        "book, POST, /api/v1/sync, 403",
        "book, POST, /api/v1/subscriptions, 403",
        "book, GET, /api/v1/webhook-deliveries, 403",
        "emergency, GET, /api/v1/nothing, 403",
        "admin, GET, /api/v1/keys, 200",
        "admin, POST, /api/v1/bookings/x/cancel, 403"
    })
    @DisplayName("opens what its roles name")
    void roles(String role, String method, String path, int status) {
        var key = create("[\"%s\"]".formatted(role), 1000);
        var answer = api.send(method, path, BodyPublishers.noBody(), "Authorization", "Bearer " + key);

        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.code()).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    @DisplayName("is shown once and kept as a hash")
    void hashed() {
        var key = create("[\"read\"]", 10);
        var list = api.get("/api/v1/keys");
        var stored = JdbcClient.create(TestDatabase.dataSource())
                .sql("select encode(key_hash, 'escape') from api_key where name = ?")
                .param(name)
                .query(String.class)
                .single();

        assertThat(key).startsWith("ilk_").hasSizeGreaterThan(40);
        assertThat(list.http().body()).contains(name).doesNotContain(key);
        assertThat(stored).doesNotContain(key);
    }

    @Test
    @DisplayName("that was disabled opens nothing more, and its name is not given again")
    void disabled() {
        var key = create("[\"admin\"]", 10);
        assertThat(api.get("/api/v1/keys", "Authorization", "Bearer " + key).status())
                .isEqualTo(200);

        var gone = api.send("DELETE", "/api/v1/keys/" + name, BodyPublishers.noBody());
        var again = api.post("/api/v1/keys", "{\"name\":\"%s\",\"roles\":[\"read\"]}".formatted(name));

        assertThat(gone.status()).isEqualTo(204);
        assertThat(api.get("/api/v1/keys", "Authorization", "Bearer " + key).status())
                .isEqualTo(401);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.about("/name")).isEqualTo("There is or was a key of that name");
        assertThat(api.send("DELETE", "/api/v1/keys/nobody", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("cannot be made without a name, with a role nobody knows, or as a second admin")
    void badKeys() {
        var answer = api.post("/api/v1/keys", "{\"name\":\"admin\",\"roles\":[\"boss\"],\"note\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.about("/name")).contains("neither admin nor null");
        assertThat(answer.about("/roles/0")).isEqualTo("must be one of read, book, admin, emergency, deposit");
        assertThat(answer.about("/note")).isEqualTo("is not known here");
        assertThat(api.post("/api/v1/keys", "{}").about("/name")).isEqualTo("is missing");
    }

    @Test
    @DisplayName("may ask as often as it was given, then gets 429 and when to come back")
    void limited() {
        var key = create("[\"read\"]", 3);
        for (var left = 2; left >= 0; left--) {
            var answer = api.get("/api/v1/nothing", "Authorization", "Bearer " + key);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"minute\";q=3;w=60");
            assertThat(answer.header("RateLimit")).startsWith("\"minute\";r=%d;t=".formatted(left));
        }
        var refused = api.get("/api/v1/nothing", "Authorization", "Bearer " + key);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.json().path("retryAfterSeconds").asInt()).isBetween(1, 60);
        assertThat(refused.header("RateLimit")).startsWith("\"minute\";r=0;t=");
        assertThat(api.get("/api/v1/keys").status()).as("others may still ask").isEqualTo(200);
    }

    @Test
    @DisplayName("is the password of the management port, where only the two probes are open")
    void management() {
        var login = "Basic "
                + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));

        assertThat(managed("/actuator/health/liveness", null)).isEqualTo(200);
        assertThat(managed("/actuator/health/readiness", null)).isEqualTo(200);
        assertThat(managed("/actuator/health", null)).isEqualTo(401);
        assertThat(managed("/actuator/prometheus", null)).isEqualTo(401);
        assertThat(managed("/actuator/prometheus", "Bearer " + Api.ADMIN_KEY)).isEqualTo(401);
        assertThat(managed("/actuator/prometheus", login)).isEqualTo(200);
        assertThat(managed("/actuator/health", login)).isEqualTo(200);
        assertThat(managed("/actuator/env", login)).as("not shown at all").isEqualTo(401);
        assertThat(managed("/actuator/sbom", null)).isEqualTo(401);
        assertThat(managed("/actuator/sbom", login)).isEqualTo(200);
        for (var path : List.of("/actuator/prometheus", "/actuator/sbom")) {
            assertThat(api.get(path).status()).as(path + " on the public port").isEqualTo(404);
        }
    }

    private int managed(String path, String authorization) {
        var request = HttpRequest.newBuilder(api.management(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return api.exchange(request).status();
    }

    private String create(String roles, int perMinute) {
        var answer = api.post(
                "/api/v1/keys",
                "{\"name\":\"%s\",\"roles\":%s,\"requestsPerMinute\":%d}".formatted(name, roles, perMinute));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("key").asText();
    }
}
