package dev.interlude.bench;

import dev.interlude.cli.Client;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Latency;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code ./interlude overhead}: what a composite booking costs beyond Cal.com's own time. Cal.com answers in 200 ms. In each
 * round a composite is booked through Interlude and, at the same time, as many single bookings straight at Cal.com; the
 * slowest of those is what the composite is compared with.
 */
public final class Overhead {

    private static final int CALCOM_MILLIS = 200;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 200;

    private final Client interlude;
    private final Client calcom;

    private Overhead(Client interlude, Client calcom) {
        this.interlude = interlude;
        this.calcom = calcom;
    }

    public static void main(String[] args) throws IOException {
        ConsoleLog.warningsOnly();
        try (var server = MeasuredServer.start(
                catalog -> SandboxSettings.of(catalog).latency(Latency.fixed(CALCOM_MILLIS)),
                "interlude.calcom.accounts.salon.calls=1000000")) {
            new Overhead(server.interlude(), server.calcom()).measure();
        }
        System.exit(0);
    }

    private void measure() throws IOException {
        var ours = new ArrayList<Long>();
        var slowest = new ArrayList<Long>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            var direct = List.of(single(round, 102, "09:00:00Z"), single(round, 103, "09:00:00Z"));
            var took = timed(composite(round));
            var upstream =
                    direct.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
            if (round >= WARM_UP) {
                ours.add(took);
                slowest.add(upstream);
            }
            if (round % 20 == 19) {
                System.out.printf("%d of %d rounds%n", round + 1, WARM_UP + ROUNDS);
            }
        }
        var through = Timings.of(ours);
        var straight = Timings.of(slowest);
        print("composite of two segments through Interlude", through);
        print("slowest of two single creates straight at Cal.com", straight);
        System.out.printf(
                "overhead: p50 %.1f ms, factor %.2f%n",
                through.at(50) - straight.at(50), through.at(50) / straight.at(50));
    }

    private static void print(String what, Timings timings) {
        System.out.printf("%-52s p50 %6.1f ms   p90 %6.1f ms%n", what, timings.at(50), timings.at(90));
    }

    private Call composite(int round) {
        var day = day(round);
        var body = Map.of(
                "service",
                "colour-and-style",
                "start",
                day + "T09:00:00Z",
                "segments",
                List.of(
                        Map.of("key", "colour", "staff", "anna", "start", day + "T09:00:00Z"),
                        Map.of("key", "style", "staff", "anna", "start", day + "T10:15:00Z")),
                "attendee",
                Map.of("name", "Load", "email", "load@example.com"));
        return () -> required(interlude.post("/api/v1/bookings", body));
    }

    private CompletableFuture<Long> single(int round, long eventType, String time) {
        var body = Map.of(
                "start",
                day(round) + "T" + time,
                "eventTypeId",
                eventType,
                "attendee",
                Map.of("name", "Direct", "email", "direct@example.com", "timeZone", "Europe/Berlin"));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return timed(() -> required(calcom.post("/v2/bookings", body)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private static long timed(Call call) throws IOException {
        var began = System.nanoTime();
        call.run();
        return (System.nanoTime() - began) / 1_000;
    }

    private static void required(Client.Answer answer) throws IOException {
        if (answer.status() != 201) {
            throw new IOException("expected 201, got " + answer.status() + ": " + answer.body());
        }
    }

    /** A working day, Monday to Saturday, for each round. */
    private static LocalDate day(int round) {
        var monday = LocalDate.now().plusDays(7).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return monday.plusWeeks(round / 6).plusDays(round % 6);
    }
}
