package dev.interlude.bench;

import dev.interlude.cli.Client;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.http.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code ./interlude search-load [seconds]}: 50 callers search over all event types and the days of a week, another one
 * books ten times a minute, against a Cal.com with its usual limit of 120 calls a minute. Half a minute of the same load
 * goes before, for a cold memory and a cold machine; calls, 429s and the hit rate count from its beginning.
 */
public final class SearchLoad {

    private static final int CALLERS = 50;
    private static final int LIMIT = 120;
    private static final int BOOKINGS_PER_MINUTE = 10;
    private static final List<String> SERVICES = List.of("full-treatment", "perm", "haircut", "colour-and-style");

    private record Asked(int status, boolean stale, long micros) {}

    private static final int WARM_UP_SECONDS = 30;

    private final Client interlude;
    private final Instant begin = Instant.now().plusSeconds(WARM_UP_SECONDS);
    private final Instant end;
    private final ConcurrentLinkedQueue<Integer> cold = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Asked> searches = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> bookings = new ConcurrentLinkedQueue<>();

    private SearchLoad(Client interlude, Instant end) {
        this.interlude = interlude;
        this.end = end;
    }

    public static void main(String[] args) throws Exception {
        var seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        ConsoleLog.warningsOnly();
        try (var server = MeasuredServer.start(catalog -> SandboxSettings.realistic(catalog, LIMIT))) {
            var load = new SearchLoad(server.interlude(), Instant.now().plusSeconds(WARM_UP_SECONDS + seconds));
            load.run();
            load.print(seconds, server.sandbox(), server.meters());
        }
        System.exit(0);
    }

    private void run() throws InterruptedException {
        var threads = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            var random = new Random(i);
            threads.execute(() -> searchUntilTheEnd(random));
        }
        var booker = Executors.newSingleThreadScheduledExecutor();
        var random = new Random(CALLERS);
        booker.scheduleAtFixedRate(
                () -> quietly(() -> bookings.add(book(random))), 3, 60 / BOOKINGS_PER_MINUTE, TimeUnit.SECONDS);
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.HOURS);
        booker.shutdown();
        booker.awaitTermination(1, TimeUnit.MINUTES);
    }

    private void searchUntilTheEnd(Random random) {
        while (Instant.now().isBefore(end)) {
            quietly(() -> {
                var began = System.nanoTime();
                var answer = interlude.get(search(random));
                var took = (System.nanoTime() - began) / 1_000;
                return Instant.now().isBefore(begin)
                        ? cold.add(answer.status())
                        : searches.add(new Asked(
                                answer.status(), answer.body().path("stale").asBoolean(), took));
            });
        }
    }

    private int book(Random random) throws IOException {
        var offers = interlude.get(search(random)).body();
        if (offers.path("offers").isEmpty()) {
            return 0;
        }
        var offer =
                offers.path("offers").path(random.nextInt(offers.path("offers").size()));
        return interlude
                .post(
                        "/api/v1/bookings",
                        Map.of(
                                "service", offers.path("service"),
                                "start", offer.path("start"),
                                "segments", offer.path("segments"),
                                "attendee", Map.of("name", "Load", "email", "load@example.com")))
                .status();
    }

    /** One day of the next seven. */
    private static String search(Random random) {
        var from = LocalDate.now().plusDays(1 + random.nextInt(7));
        return "/api/v1/availability?limit=20&service=" + SERVICES.get(random.nextInt(SERVICES.size())) + "&from="
                + from + "&to=" + from.plusDays(1);
    }

    private static void quietly(Callable<?> call) {
        try {
            call.call();
        } catch (Exception e) {
            System.out.println("a call failed: " + e);
        }
    }

    private void print(int seconds, Sandbox sandbox, MeterRegistry meters) {
        var upstream = sandbox.requests();
        var types = upstream.stream()
                .filter(r -> r.operation() == Operation.SLOTS)
                .map(r -> r.eventTypeId())
                .distinct()
                .count();
        var good = searches.stream().filter(s -> s.status() == 200).count();
        var stale = searches.stream().filter(Asked::stale).count();
        var times = Timings.of(searches.stream().map(Asked::micros).toList());
        line("event types searched", types);
        line(
                "calls to Cal.com",
                upstream.size() + " "
                        + counted(
                                upstream.stream().map(r -> r.operation().text()).toList()));
        line("searches while warming up, by status", counted(new ArrayList<>(cold)));
        line("searches by status", counted(searches.stream().map(Asked::status).toList()));
        line("bookings by status", counted(new ArrayList<>(bookings)));
        line("searches marked stale", "%.1f %%".formatted(100.0 * stale / Math.max(1, searches.size())));
        line(
                "search time p50 / p90 / p99 ms",
                "%.1f / %.1f / %.1f".formatted(times.at(50), times.at(90), times.at(99)));
        line(
                "CPU per search, callers and Cal.com incl., ms",
                "%.1f".formatted(cpuMillis() / (cold.size() + searches.size())));
        line(
                "oldest slots used, s",
                "%.0f".formatted(meters.get("interlude.slots.age").summary().max()));
        System.out.println();
        line(
                "429 in Cal.com's log (0)",
                upstream.stream()
                        .filter(r -> Integer.valueOf(429).equals(r.status()))
                        .count());
        line("searches answered per second (> 50)", "%.1f".formatted((double) good / seconds));
        line("cache hit rate (> 80 %)", "%.2f %%".formatted(hitRate(meters)));
    }

    /** Of the callers, Interlude and Cal.com together, since they share this process. */
    private static double cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(spent -> (double) spent.toMillis())
                .orElse(0.0);
    }

    private static double hitRate(MeterRegistry meters) {
        var by = new TreeMap<String, Double>();
        meters.find("interlude.slots.lookups")
                .counters()
                .forEach(counter -> by.put(counter.getId().getTag("source"), counter.count()));
        var all = by.values().stream().mapToDouble(Double::doubleValue).sum();
        return 100 * (by.getOrDefault("hit", 0.0) + by.getOrDefault("stale", 0.0)) / all;
    }

    private static String counted(List<?> values) {
        return values.stream()
                .collect(Collectors.groupingBy(Object::toString, TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static void line(String what, Object figure) {
        System.out.printf("%-46s %s%n", what, figure);
    }
}
