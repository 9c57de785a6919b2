package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.Budget;
import dev.interlude.calcom.budget.Priority;
import dev.interlude.calcom.budget.RateLimits;
import dev.interlude.calcom.jdbc.StoredCalls;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.support.Pacing;
import dev.interlude.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("performance")
@DisplayName("Against a limit of 120 calls a minute, for five minutes,")
class SustainedCallsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 5;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2})
    @DisplayName("as many nodes use at least 110 of them in each minute from the third on, and are never refused:")
    void used(int nodes) throws Exception {
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))))) {
            sandbox.rateLimit(Sandbox.KEY, new RateLimit("default", 120, MINUTE, MINUTE));
            var begin = Instant.now();
            ask(nodes, sandbox, begin.plus(MINUTE.multipliedBy(MINUTES)));
            var received = sandbox.requests();
            var byMinute = received.stream()
                    .collect(Collectors.groupingBy(
                            request -> Duration.between(begin, request.at()).toMinutes(), Collectors.counting()));
            System.out.println(nodes + " nodes, calls by minute: " + byMinute);
            assertThat(received).extracting(Received::status).containsOnly(200);
            for (var minute = 2L; minute < MINUTES; minute++) {
                assertThat(byMinute.get(minute)).as("minute " + minute).isGreaterThanOrEqualTo(110);
            }
        }
    }

    private void ask(int nodes, Sandbox sandbox, Instant end) throws Exception {
        var allowance = Allowance.of(120, MINUTE, 50);
        var account = "sustained-" + System.nanoTime();
        var patience = Arrays.stream(Priority.values())
                .collect(Collectors.toMap(Function.identity(), priority -> Duration.ofSeconds(30)));
        var threads = Executors.newCachedThreadPool();
        for (var node = 0; node < nodes; node++) {
            var shared = new StoredCalls(TestDatabase.dataSource(), account, allowance, Clock.systemUTC());
            var budget = new Budget(account, allowance, patience, shared, Clock.systemUTC());
            for (var thread = 0; thread < 4; thread++) {
                var priority = thread == 0 ? Priority.SEARCH : Priority.SYNC;
                threads.submit(() -> load(budget, priority, sandbox, end));
            }
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(MINUTES + 2, TimeUnit.MINUTES)).isTrue();
    }

    private Void load(Budget budget, Priority priority, Sandbox sandbox, Instant end) throws Exception {
        while (Instant.now().isBefore(end)) {
            try {
                var turn = budget.begin(priority);
                while (turn.waits()) {
                    Pacing.rest(Duration.ofMillis(turn.pauseMillis()));
                    turn = budget.ask(turn);
                }
                call(budget, sandbox);
            } catch (CalcomTrouble overBudget) {
                Pacing.rest(Duration.ofMillis(100));
            }
        }
        return null;
    }

    private void call(Budget budget, Sandbox sandbox) throws Exception {
        var sentAt = System.nanoTime();
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v2/me"))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .build();
        var answer = http.send(request, BodyHandlers.discarding());
        var headers = new HashMap<String, Object>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        budget.answered(Duration.ofNanos(System.nanoTime() - sentAt));
        budget.correct(RateLimits.of(headers), answer.statusCode() == 429);
    }
}
