package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@DisplayName("What comes in")
class IngressTest {

    private static final String SEEN = "/api/v1/test/seen";
    private static final String SIGNATURE = "ab".repeat(32);
    private static final Set<String> OURS = Set.of(
            "Accept",
            "Content-Type",
            "Content-Length",
            "Idempotency-Key",
            "Interlude-Caller",
            "Interlude-Roles",
            "Interlude-Trace",
            "CamelHttpMethod",
            "CamelHttpUri",
            "CamelHttpUrl",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpServletRequest",
            "CamelHttpServletResponse",
            "CamelPlatformHttpContextPath",
            "CamelHttpCharacterEncoding");

    @Autowired
    Api api;

    @Autowired
    Desk desk;

    @BeforeEach
    void tidy() {
        desk.reset();
    }

    @Test
    @DisplayName("reaches a route without any header, parameter or form field that could steer a call of ours")
    void headers() {
        var answer = api.post(
                SEEN + "?CamelHttpPath=/evil&Authorization=x&foo=bar",
                "{}",
                "CamelHttpUri",
                "http://evil.example",
                "CAmelHttpUri",
                "http://evil.example",
                "CamelHttpMethod",
                "DELETE",
                "camelhttpquery",
                "a=b",
                "Long-Running-Action",
                "http://evil.example/saga",
                "Interlude-Caller",
                "somebody",
                "Interlude-Roles",
                "emergency",
                "org.apache.camel.x",
                "1",
                "bean-name",
                "desk",
                "Cookie",
                "session=1",
                "X-Forwarded-Host",
                "evil.example",
                "Idempotency-Key",
                "k1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(OURS).containsAll(desk.headers.keySet());
        assertThat(desk.headers)
                .containsEntry("CamelHttpMethod", "POST")
                .containsEntry("CamelHttpUri", SEEN)
                .containsEntry("CamelHttpPath", SEEN)
                .containsEntry("Interlude-Caller", "admin")
                .containsEntry("Idempotency-Key", "k1");
    }

    @Test
    @DisplayName("is not echoed, and nothing a route left in its headers goes out")
    void echo() {
        var answer = api.post(SEEN, "{}", "X-Mine", "1", "Idempotency-Key", "k1");

        assertThat(answer.http().headers().map().keySet())
                .extracting(String::toLowerCase)
                .doesNotContain(
                        "authorization",
                        "x-mine",
                        "x-left-behind",
                        "idempotency-key",
                        "interlude-caller",
                        "server",
                        "interlude-trace",
                        "camelhttpuri");
    }

    @Test
    @DisplayName("as a webhook keeps its bytes and its signature, whatever it says its type is")
    void webhook() {
        var raw = "{\"a\": \"äöü 💰\"}";
        var answer = api.send(
                "POST",
                "/webhooks/test",
                BodyPublishers.ofString(raw),
                "Authorization",
                "Bearer nobody",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Cal-Signature-256",
                SIGNATURE,
                "CamelHttpUri",
                "http://evil.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(desk.body, StandardCharsets.UTF_8)).isEqualTo(raw);
        assertThat(desk.headers)
                .containsEntry("X-Cal-Signature-256", SIGNATURE)
                .containsEntry("CamelHttpUri", "/webhooks/test");
    }

    @Test
    @DisplayName("may be 256 KiB under /api and no byte more, also in chunks")
    void apiLimit() {
        var twoMegabytes = new byte[2 << 20];
        var announced =
                api.send("POST", SEEN, BodyPublishers.ofByteArray(twoMegabytes), "Content-Type", "application/json");
        var chunked = api.send(
                "POST",
                SEEN,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(twoMegabytes)),
                "Content-Type",
                "application/json");
        var justFits = api.send(
                "POST", SEEN, BodyPublishers.ofByteArray(new byte[256 << 10]), "Content-Type", "application/json");

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(justFits.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("may be 1 MiB under /webhooks")
    void webhookLimit() {
        assertThat(api.send(
                                "POST",
                                "/webhooks/test",
                                BodyPublishers.ofByteArray(new byte[1 << 20]),
                                "X-Cal-Signature-256",
                                SIGNATURE)
                        .status())
                .isEqualTo(200);
        assertThat(api.send(
                                "POST",
                                "/webhooks/test",
                                BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]),
                                "X-Cal-Signature-256",
                                SIGNATURE)
                        .status())
                .isEqualTo(413);
    }

    @Test
    @DisplayName("from one sender at the webhooks is so much a minute; more is told when to come again, others are not")
    void perSender() throws IOException {
        for (int n = 0; n < 200; n++) {
            assertThat(knock("127.0.0.2")).as("%d", n).startsWith("HTTP/1.1 200");
        }
        var refused = knock("127.0.0.2");

        assertThat(refused)
                .startsWith("HTTP/1.1 429")
                .contains("application/problem+json")
                .contains("\"RATE_LIMITED\"");
        assertThat(refused).containsPattern("(?i)Retry-After: ([1-9]|[1-5][0-9]|60)\r\n");
        assertThat(knock("127.0.0.3")).startsWith("HTTP/1.1 200");
        assertThat(api.get("/webhooks/calcom").status()).isEqualTo(200);
        assertThat(knock("127.0.0.2")).startsWith("HTTP/1.1 429");
    }

    /** A look whether we are there, from one address of this machine. */
    private String knock(String from) throws IOException {
        try (var socket = new Socket("127.0.0.1", api.port(), InetAddress.getByName(from), 0)) {
            socket.getOutputStream()
                    .write("GET /webhooks/calcom HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"text/plain", "application/xml", "nonsense", "application/json; charset=iso-8859-1"})
    @DisplayName("must be JSON, not")
    void mediaType(String type) {
        var answer = api.send("POST", SEEN, BodyPublishers.ofString("{}"), "Content-Type", type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    @DisplayName("at an unknown address gets 404, with an unknown method 405 and the methods that exist")
    void nowhere() {
        var address = api.get("/api/v1/nothing");
        var method = api.send("PUT", "/api/v1/keys", BodyPublishers.noBody());

        assertThat(address.status()).isEqualTo(404);
        assertThat(address.code()).isEqualTo("NOT_FOUND");
        assertThat(address.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(method.header("Allow")).contains("GET").contains("POST");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "GET /api/v1/keys;x=1",
                "DELETE /api/v1/waitlist/..;%zz",
                "GET /health;%",
                "GET //api/v1/keys",
                "GET /api/%2e%2e/x",
                "GET /api/v1/%00",
                "TRACE /api/v1/keys",
                "BREW /api/v1/keys"
            })
    @DisplayName("and is no proper request gets a problem, and no word about the server")
    void improper(String line) throws IOException {
        var answer = raw(line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Api.ADMIN_KEY
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json")
                .contains("\"traceId\"");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContainIgnoringCase("exception");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET /api/v1/keys HTTP/1.1\r\nTransfer-Encoding: gzip", "GET /api/v1/keys HTTP/9.9"})
    @DisplayName("in a transfer coding or a version of HTTP that nobody knows is the caller's mistake, not ours")
    void unknownHttp(String head) throws IOException {
        var answer =
                raw(head + "\r\nHost: x\r\nAuthorization: Bearer " + Api.ADMIN_KEY + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"status\":400");
    }

    @Test
    @DisplayName("and cannot even be read as HTTP gets no word about the server")
    void noHttp() throws IOException {
        var answer = raw("GET /api/v1/|[] HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContainIgnoringCase("exception");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/console;%zz", "/actuator/health;%zz"})
    @DisplayName("at the management port and holds what cannot be decoded is the caller's mistake, too")
    void undecodable(String path) throws IOException {
        var answer = raw(
                api.management("/console").getPort(),
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"traceId\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/actuator/loggers/dev.interlude", "/actuator/nothing", "/nothing"})
    @DisplayName("at the management port and is refused before its body learns that the connection ends")
    void refusedUnread(String path) throws IOException {
        var login = Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));

        var answer = raw(
                api.management(path).getPort(),
                "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + login
                        + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    @DisplayName("and is answered without its body stays answered, although the body never comes whole")
    void answeredUnread() throws IOException {
        var answer = raw("OPTIONS /api/v1/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Api.ADMIN_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\r\nAllow: ");
    }

    private String raw(String request) throws IOException {
        return raw(api.port(), request);
    }

    private static String raw(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
