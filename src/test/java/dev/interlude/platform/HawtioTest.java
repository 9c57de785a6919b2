package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@DisplayName("In Hawtio an operator")
class HawtioTest {

    private static final String LOGIN = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));

    @Autowired
    Api api;

    private final ObjectMapper json = new ObjectMapper();
    private String context;
    private String token;

    @BeforeEach
    void open() {
        var page = api.exchange(HttpRequest.newBuilder(api.management("/actuator/hawtio/index.html"))
                .header("Authorization", LOGIN));
        assertThat(page.status()).isEqualTo(200);
        token = page.http().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring("XSRF-TOKEN=".length()).split(";")[0])
                .findFirst()
                .orElseThrow();
        context =
                ask("search", "org.apache.camel:type=context,*").at("/value/0").asText();
    }

    @Test
    @DisplayName("logs in first, and a foreign page cannot use the login")
    void login() {
        assertThat(status("/actuator/hawtio/index.html")).isEqualTo(401);
        assertThat(status("/actuator/jolokia/version")).isEqualTo(401);
        token = "guessed";
        assertThat(post(json.createObjectNode().put("type", "version"), "other").status())
                .isEqualTo(403);
        assertThat(api.get("/actuator/hawtio/index.html").status())
                .as("on the public port")
                .isEqualTo(404);
    }

    @Test
    @DisplayName("sees the flows and their figures")
    void look() {
        assertThat(execute("dumpRoutesAsXml()").path("value").asText()).contains("booking-place-segments");
        assertThat(ask("read", context).at("/value/StartedRoutes").asInt()).isPositive();
    }

    @Test
    @DisplayName("changes nothing, and reads no secret")
    void hands() {
        assertThat(execute("stop()").path("error").asText()).contains("forbidden");
        assertThat(ask("read", "java.lang:type=Runtime").toString())
                .doesNotContain("java.class.path")
                .contains("java.lang:type=Runtime");
        assertThat(ask("read", context).at("/value/State").asText()).isEqualTo("Started");
    }

    private JsonNode execute(String operation) {
        return post(
                        json.createObjectNode()
                                .put("type", "exec")
                                .put("mbean", context)
                                .put("operation", operation),
                        token)
                .json();
    }

    private JsonNode ask(String type, String mbean) {
        return post(json.createObjectNode().put("type", type).put("mbean", mbean), token)
                .json();
    }

    private Api.Answer post(JsonNode question, String cookie) {
        return api.exchange(HttpRequest.newBuilder(api.management("/actuator/jolokia"))
                .header("Authorization", LOGIN)
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=" + cookie)
                .header("X-XSRF-TOKEN", token)
                .POST(BodyPublishers.ofString(question.toString())));
    }

    private int status(String path) {
        return api.exchange(HttpRequest.newBuilder(api.management(path))).status();
    }
}
