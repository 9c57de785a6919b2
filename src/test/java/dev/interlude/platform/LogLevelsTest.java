package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@DisplayName("The level of a package's log")
class LogLevelsTest {

    private static final String PACKAGE = "/actuator/loggers/dev.interlude.of.this.test";
    private static final String LOGIN = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));

    @Autowired
    Api api;

    @Test
    @DisplayName("is changed while the server runs, by the admin alone, and not by a form of a foreign page")
    void changed() {
        var shown = api.exchange(HttpRequest.newBuilder(api.management(PACKAGE)).header("Authorization", LOGIN));
        var token = shown.http().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring("XSRF-TOKEN=".length()).split(";")[0])
                .findFirst()
                .orElseThrow();

        assertThat(change("other").status()).isEqualTo(403);
        assertThat(change(token).status()).isEqualTo(204);

        var changed =
                api.exchange(HttpRequest.newBuilder(api.management(PACKAGE)).header("Authorization", LOGIN));
        assertThat(changed.json().path("effectiveLevel").asText()).isEqualTo("DEBUG");
        assertThat(api.exchange(HttpRequest.newBuilder(api.management(PACKAGE))).status())
                .isEqualTo(401);
    }

    private Api.Answer change(String token) {
        return api.exchange(HttpRequest.newBuilder(api.management(PACKAGE))
                .header("Authorization", LOGIN)
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=" + token)
                .header("X-XSRF-TOKEN", token.equals("other") ? "none" : token)
                .POST(BodyPublishers.ofString("{\"configuredLevel\":\"DEBUG\"}")));
    }
}
