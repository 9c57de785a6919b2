package dev.interlude.chaos;

import dev.interlude.cli.Client;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.support.Pacing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A person at Cal.com's own screen: books there, moves and cancels what is theirs, and what callers have left to them. */
final class DirectUser implements Runnable {

    private static final Map<String, Long> HAIRCUTS =
            Map.of("anna", 101L, "ben", 102L, "cleo", 103L, "dora", 104L, "emil", 105L);

    private final Sandbox sandbox;
    private final Client calcom;
    private final Diary diary;
    private final Random random;
    private final Queue<String> left;
    private final Duration pace;
    private final BooleanSupplier goesOn;
    private final List<String> mine = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();

    DirectUser(Sandbox sandbox, ChaosCaller.Shared shared, long seed, Duration pace) {
        this.sandbox = sandbox;
        this.calcom = new Client(
                sandbox.baseUrl(), Map.of("Authorization", "Bearer " + Sandbox.KEY, "cal-api-version", "2024-08-13"));
        this.diary = shared.diary();
        this.random = new Random(seed);
        this.left = shared.forOthers();
        this.pace = pace;
        this.goesOn = shared.goesOn();
    }

    /** How much it changed. */
    int done() {
        return done.get();
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            try {
                var booking = left.poll();
                if (booking != null) {
                    change(uid(booking));
                } else if (mine.size() > 3 && random.nextBoolean()) {
                    change(mine.remove(random.nextInt(mine.size())));
                } else {
                    book();
                }
            } catch (IOException e) {
                // Cal.com is down for them too; whatever came of it is found by comparing.
            }
            Pacing.rest(Duration.ofMillis(1 + random.nextLong(pace.toMillis())));
        }
    }

    private void book() throws IOException {
        var place = diary.any(random);
        var answer = calcom.post(
                "/v2/bookings",
                Map.of(
                        "eventTypeId", HAIRCUTS.get(place.staff()),
                        "start", place.start().toString(),
                        "attendee",
                                Map.of(
                                        "name",
                                        "Stranger",
                                        "email",
                                        "stranger@example.com",
                                        "timeZone",
                                        "Europe/Berlin")));
        if (answer.status() == 201) {
            done.incrementAndGet();
            mine.add(answer.body().at("/data/uid").asText());
        }
    }

    /** Moves it to where no caller books, else two could be let in at the same instant; or cancels it. */
    private void change(String uid) throws IOException {
        var moves = random.nextInt(3) > 0;
        var answer = calcom.post(
                "/v2/bookings/" + uid + (moves ? "/reschedule" : "/cancel"),
                moves ? Map.of("start", diary.apart().start().toString()) : Map.of("cancellationReason", "by chance"));
        if (answer.status() / 100 == 2) {
            done.incrementAndGet();
        }
    }

    private String uid(String booking) {
        return sandbox.bookings().stream()
                .filter(there -> there.status.isOpen())
                .filter(there ->
                        there.metadata.path("interludeBooking").asText().equals(booking))
                .map(there -> there.uid)
                .findFirst()
                .orElse("unknown");
    }
}
