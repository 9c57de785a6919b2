package dev.interlude.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.ServerApi;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Books as customers do: more of what is short, some change their mind. */
final class Seeding {

    /** Of a hundred appointments. */
    private static final int MOVED = 6;

    private static final int CANCELLED = 8;

    private static final int REFUSALS_IN_A_ROW = 50;
    private static final List<String> FIRST_NAMES = List.of(
            "Zoë", "Max", "Ida", "Emre", "Lena", "Jürgen", "Ayşe", "Tom", "Marta", "Olu", "Chiara", "Paul", "Nadia",
            "Søren");
    private static final List<String> LAST_NAMES = List.of(
            "Müller",
            "O'Neill",
            "Yılmaz",
            "Schmidt",
            "Kowalski",
            "García",
            "Nguyen",
            "Rossi",
            "Becker",
            "Okafor",
            "Lund");

    private static final Set<String> REFUSALS =
            Set.of("SLOT_UNAVAILABLE", "CAPACITY_EXCEEDED", "ATTENDEE_BUSY", "VALIDATION_FAILED", "SEGMENT_MISSING");

    /** What was done; {@code refused} counts requests, not appointments. */
    record Result(int booked, int moved, int cancelled, int refused) {}

    private final ServerApi api;
    private final Random random;
    private final List<FreeTimes> free = new ArrayList<>();
    private int booked;
    private int moved;
    private int cancelled;
    private int refused;

    Seeding(ServerApi api, int weeks, long random) {
        this.api = api;
        this.random = new Random(random);
        var services = api.get("/api/v1/services", "services").path("services");
        var tomorrow = LocalDate.now().plusDays(1);
        tomorrow.datesUntil(tomorrow.plusWeeks(weeks))
                .forEach(day -> services.forEach(service -> free.add(new FreeTimes(api, service, day))));
    }

    /** @param progress gets the number of those booked so far */
    Result book(int size, IntConsumer progress) throws InterruptedException {
        var refusals = 0;
        progress.accept(0);
        while (booked < size && !free.isEmpty() && refusals < REFUSALS_IN_A_ROW) {
            var times = choose();
            var offer = times.take(random);
            if (offer.isEmpty()) {
                free.remove(times);
            } else if (bookOne(times.service(), offer.get())) {
                refusals = 0;
                progress.accept(booked);
            } else {
                refusals++;
            }
        }
        return new Result(booked, moved, cancelled, refused);
    }

    /** The shorter a service, the more often; every day alike. */
    private FreeTimes choose() {
        var all = free.stream().mapToDouble(FreeTimes::weight).sum();
        var at = random.nextDouble() * all;
        for (var times : free) {
            at -= times.weight();
            if (at < 0) {
                return times;
            }
        }
        return free.get(free.size() - 1);
    }

    private boolean bookOne(String service, JsonNode offer) throws InterruptedException {
        var request = Map.of(
                "service",
                service,
                "start",
                offer.path("start"),
                "segments",
                offer.path("segments"),
                "attendee",
                customer());
        var booking = change("/api/v1/bookings", request);
        if (booking == null) {
            return false;
        }
        booked++;
        changeOfMind(service, "/api/v1/bookings/" + booking.path("id").asText());
        return true;
    }

    private void changeOfMind(String service, String path) throws InterruptedException {
        var chance = random.nextInt(100);
        if (chance < CANCELLED) {
            cancelled += change(path + "/cancel", Map.of("reason", "cannot come")) == null ? 0 : 1;
        } else if (chance < CANCELLED + MOVED) {
            var times = free.stream().filter(t -> t.service().equals(service)).toList();
            var other = times.get(random.nextInt(times.size())).take(random);
            if (other.isPresent()) {
                var request = Map.of(
                        "start",
                        other.get().path("start"),
                        "segments",
                        other.get().path("segments"));
                moved += change(path + "/reschedule", request) == null ? 0 : 1;
            }
        }
    }

    private Map<String, String> customer() {
        var number = random.nextInt(100_000);
        var name =
                FIRST_NAMES.get(number % FIRST_NAMES.size()) + " " + LAST_NAMES.get(number / 100 % LAST_NAMES.size());
        return Map.of("name", name, "email", "customer-%d@example.com".formatted(number));
    }

    /** @return null if it was refused */
    private JsonNode change(String path, Object request) throws InterruptedException {
        var key = "seed-" + UUID.randomUUID();
        try {
            return Patience.until(() -> api.postOnce(path, request, key, "id"));
        } catch (CommandFailed e) {
            if (REFUSALS.contains(e.code())) {
                refused++;
                return null;
            }
            throw e;
        }
    }
}
