package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.calcom.answers.CalcomAnswer.Kind;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Two nodes with one key of 5 calls in 10 s, under mixed load,")
class SharedBudgetTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int CALLS = 5;
    private static final Map<Priority, Duration> PATIENCE = Map.of(
            Priority.COMPENSATE, Duration.ofSeconds(20),
            Priority.CANCEL, Duration.ofSeconds(10),
            Priority.BOOK, Duration.ofSeconds(8),
            Priority.SEARCH, Duration.ofSeconds(3),
            Priority.SYNC, Duration.ofSeconds(60));

    private final Map<Priority, Integer> went = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> refused = new EnumMap<>(Priority.class);
    private Duration longestCompensation = Duration.ZERO;

    @Test
    @DisplayName("are never refused by Cal.com, and no compensation starves: for 14 s")
    void shortly() throws Exception {
        run(Duration.ofSeconds(14), Duration.ofSeconds(4));
        assertThat(went.get(Priority.COMPENSATE)).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Tag("performance")
    @DisplayName("are never refused by Cal.com, and no compensation starves: for 60 s")
    void fullMinute() throws Exception {
        run(Duration.ofSeconds(60), Duration.ofSeconds(5));
        assertThat(went.get(Priority.COMPENSATE)).isGreaterThanOrEqualTo(8);
        assertThat(went.values().stream().mapToInt(i -> i).sum()).isGreaterThanOrEqualTo(12);
    }

    private void run(Duration length, Duration betweenCompensations) throws Exception {
        var settings = SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml")));
        try (var sandbox = Sandbox.start(settings)) {
            sandbox.rateLimit(Sandbox.KEY, new RateLimit("default", CALLS, PERIOD, PERIOD));
            var allowance = Allowance.of(CALLS, PERIOD, null);
            var account = "two-nodes-" + System.nanoTime();
            var threads = Executors.newCachedThreadPool();
            var end = Instant.now().plus(length);
            var work = new ArrayList<Future<?>>();
            for (int node = 0; node < 2; node++) {
                var shared = new StoredCalls(TestDatabase.dataSource(), account, allowance, Clock.systemUTC());
                var budget = new Budget(account, allowance, PATIENCE, shared, Clock.systemUTC());
                for (var priority : List.of(Priority.SYNC, Priority.SEARCH, Priority.SEARCH, Priority.BOOK)) {
                    work.add(threads.submit(() -> load(budget, priority, sandbox, end, Duration.ofMillis(50))));
                }
                if (node == 1) {
                    work.add(threads.submit(
                            () -> load(budget, Priority.COMPENSATE, sandbox, end, betweenCompensations)));
                }
            }
            for (var one : work) {
                one.get(length.toSeconds() + 90, TimeUnit.SECONDS);
            }
            threads.shutdown();
            System.out.printf(
                    "%d s, two nodes: %d calls, went %s, refused by us %s, longest wait of a compensation %d ms%n",
                    length.toSeconds(), sandbox.requests().size(), went, refused, longestCompensation.toMillis());
            assertThat(sandbox.requests())
                    .extracting(Received::status)
                    .isNotEmpty()
                    .containsOnly(200);
            assertThat(refused).doesNotContainKey(Priority.COMPENSATE);
            assertThat(longestCompensation).isLessThan(Duration.ofSeconds(10));
        }
    }

    private Void load(Budget budget, Priority priority, Sandbox sandbox, Instant end, Duration pause) throws Exception {
        while (Instant.now().isBefore(end)) {
            var began = Instant.now();
            try {
                var turn = budget.begin(priority);
                while (turn.waits() && (Instant.now().isBefore(end) || priority == Priority.COMPENSATE)) {
                    Pacing.rest(Duration.ofMillis(turn.pauseMillis()));
                    turn = budget.ask(turn);
                }
                if (!turn.waits()) {
                    call(budget, sandbox);
                    count(went, priority, Duration.between(began, Instant.now()));
                }
            } catch (CalcomTrouble trouble) {
                assertThat(trouble.trouble().kind()).isEqualTo(Kind.OVER_BUDGET);
                count(refused, priority, Duration.ZERO);
            }
            Pacing.rest(pause);
        }
        return null;
    }

    private static void call(Budget budget, Sandbox sandbox) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v2/me"))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        var headers = new HashMap<String, Object>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        budget.correct(RateLimits.of(headers), answer.statusCode() == 429);
    }

    private synchronized void count(Map<Priority, Integer> counts, Priority priority, Duration took) {
        counts.merge(priority, 1, Integer::sum);
        if (priority == Priority.COMPENSATE && took.compareTo(longestCompensation) > 0) {
            longestCompensation = took;
        }
    }
}
