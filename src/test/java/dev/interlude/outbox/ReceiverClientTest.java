package dev.interlude.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import dev.interlude.support.Pacing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The connections to subscribers")
@Timeout(60)
class ReceiverClientTest {

    private static final ScheduledExecutorService ALARMS = Executors.newSingleThreadScheduledExecutor();
    private static final int LIMIT = 1_000;

    @AfterAll
    static void stop() {
        ALARMS.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "2001:db8::1",
                "::7f00:1"
            })
    @DisplayName("never lead inside:")
    void inside(String address) {
        assertThatThrownBy(() -> names(false, address).resolve("crm.example.com"))
                .isInstanceOf(ReceiverNames.PrivateAddress.class);
        assertThatThrownBy(() -> names(false, "93.184.215.14", address).resolve("crm.example.com"))
                .as("nor by one address of several")
                .isInstanceOf(ReceiverNames.PrivateAddress.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.215.14", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:2800:21f::1", "2a00:1450::1"})
    @DisplayName("lead out:")
    void outside(String address) throws UnknownHostException {
        assertThat(names(false, address).resolve("crm.example.com")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/",
                "https://localhost/",
                "https://[::1]/",
                "https://2130706433/",
                "https://0/",
                "https://169.254.169.254/latest/meta-data"
            })
    @DisplayName("are not even promised to a private address, however it is written:")
    void notPromised(String url) {
        var subscriptions =
                new Subscriptions(new ReceiverNames(InetAddress::getAllByName, false), new BrokerSettings(List.of()));
        assertThat(errors(subscriptions, url, null))
                .containsExactly(new Problem.FieldError("/url", "must not lead to a private address"));
    }

    @Test
    @DisplayName("are promised to what can be an address and a secret, and each mistake is named")
    void mistakes() {
        var subscriptions = new Subscriptions(names(false, "93.184.215.14"), new BrokerSettings(List.of()));
        for (var url : List.of(
                "ftp://crm.example.com",
                "crm.example.com",
                "https://",
                "https://a b",
                "https://x/{{interlude.admin-key}}")) {
            assertThat(errors(subscriptions, url, null))
                    .as(url)
                    .extracting("pointer")
                    .containsExactly("/url");
        }
        assertThat(errors(subscriptions, "https://me:word@crm.example.com/", null))
                .hasSize(1);
        assertThat(errors(subscriptions, "http://crm.example.com/", null).get(0).detail())
                .contains("https");
        assertThat(errors(subscriptions, "ftp://x", "whsec_short"))
                .extracting("pointer")
                .containsExactly("/url", "/secret");
        assertThat(errors(subscriptions, "https://x.example", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr"))
                .extracting("pointer")
                .containsExactly("/secret");
        var body = new ObjectMapper().createObjectNode().put("url", "https://crm.example.com/hook");
        body.putArray("events").add("booking.created");
        assertThat(subscriptions.request(body).secret()).startsWith("whsec_").hasSize(38);
    }

    @Test
    @DisplayName("judge the address they go to, not one that the name had before")
    void rebound() throws IOException {
        try (var inside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var knocks = new AtomicInteger();
            accepting(inside, knocks, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
            var answers = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
            var names = new ReceiverNames(
                    host -> new InetAddress[] {
                        InetAddress.getByName(answers.size() > 1 ? answers.poll() : answers.peek())
                    },
                    false);
            assertThat(names.mistake("https", "rebind.example.com")).isEmpty();

            var failure = catchThrowable(() -> call(names, "http://rebind.example.com:" + inside.getLocalPort() + "/"));

            assertThat(failure).isInstanceOf(ReceiverNames.PrivateAddress.class);
            assertThat(new Verdicts().unanswered(failure).why()).isEqualTo("its name leads to a private address");
            assertThat(catchThrowable(() -> call(names, "http://127.0.0.1:" + inside.getLocalPort() + "/")))
                    .isInstanceOf(ReceiverNames.PrivateAddress.class);
            assertThat(knocks).hasValue(0);
            assertThat(call(anywhere(), "http://127.0.0.1:" + inside.getLocalPort() + "/"))
                    .isEqualTo(200);
            assertThat(knocks).hasValue(1);
        }
    }

    @Test
    @DisplayName("end after their time, however the answer drips, and read only so much of it")
    void limits() throws IOException {
        try (var dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            accepting(dripping, new AtomicInteger(), "HTTP/1.1 200 OK\r\nX-Drip: ", true);
            accepting(endless, new AtomicInteger(), "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", true);
            var began = System.nanoTime();

            var failure = catchThrowable(() -> call(anywhere(), "http://127.0.0.1:" + dripping.getLocalPort() + "/"));

            assertThat(failure).isInstanceOf(AnswerLimit.Overrun.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(LIMIT - 50), Duration.ofMillis(LIMIT * 3));
            assertThat(new Verdicts().unanswered(failure))
                    .isEqualTo(new Verdict(Verdict.Kind.RETRY, "did not answer in time", true));
            assertThat(call(anywhere(), "http://127.0.0.1:" + endless.getLocalPort() + "/"))
                    .isEqualTo(200);
        }
    }

    /** Answers all who come; goes on and on, if it is to, with a byte now and then or a flood once the head is through. */
    private static void accepting(ServerSocket server, AtomicInteger knocks, String begin, boolean endless) {
        CompletableFuture.runAsync(() -> {
            while (!server.isClosed()) {
                try (var knock = server.accept()) {
                    knocks.incrementAndGet();
                    knock.getInputStream().read(new byte[4_096]);
                    var out = knock.getOutputStream();
                    out.write(begin.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    var flood = begin.endsWith("\r\n\r\n");
                    while (endless) {
                        out.write(flood ? new byte[1_024] : new byte[] {'x'});
                        out.flush();
                        if (!flood) {
                            Pacing.rest(Duration.ofMillis(100));
                        }
                    }
                } catch (IOException e) {
                    // the caller has gone
                }
            }
        });
    }

    private static int call(ReceiverNames names, String url) throws IOException {
        var settings = new OutboxSettings(
                "/test",
                false,
                4,
                4,
                4,
                false,
                Duration.ofSeconds(10),
                1_000,
                LIMIT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
        var builder = HttpClientBuilder.create();
        new OutboxConfiguration().outboxHttpClient(names, ALARMS, settings).configureHttpClient(builder);
        try (var client = builder.build()) {
            return client.execute(new HttpPost(url), answer -> answer.getCode());
        }
    }

    private static ReceiverNames anywhere() {
        return new ReceiverNames(InetAddress::getAllByName, true);
    }

    private static ReceiverNames names(boolean privateAllowed, String... addresses) {
        return new ReceiverNames(
                host -> {
                    var found = new InetAddress[addresses.length];
                    for (int i = 0; i < found.length; i++) {
                        found[i] = InetAddress.getByName(addresses[i]);
                    }
                    return found;
                },
                privateAllowed);
    }

    private static List<Problem.FieldError> errors(Subscriptions subscriptions, String url, String secret) {
        var body = new ObjectMapper().createObjectNode().put("url", url).put("secret", secret);
        body.putArray("events").add("booking.created");
        return catchThrowableOfType(Refused.class, () -> subscriptions.request(body))
                .problem()
                .errors();
    }
}
