package dev.interlude.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.chaos.Request.Told;
import dev.interlude.support.Pacing;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** An upstream system: books, moves, cancels, holds, one or many, and remembers what it was told. */
final class ChaosCaller implements Runnable {

    private static final int OCCURRENCES = 3;
    /** With more than these it cancels one before it books another. */
    private static final int MOST = 60;

    /** One of its bookings that it may move or cancel. */
    private record Mine(Request request, String id, boolean onePart, Instant start) {}

    /**
     * What callers share.
     *
     * @param requests all that any of them asks to have booked
     * @param forOthers ids of bookings that others will change in Cal.com
     * @param pace how long each rests at most between two things
     */
    record Shared(
            Diary diary, Queue<Request> requests, Queue<String> forOthers, Duration pace, BooleanSupplier goesOn) {}

    private final String name;
    private final Shared shared;
    private final Patience patience;
    private final Random random;
    private final Wanted wanted;
    private final List<Mine> mine = new ArrayList<>();
    private int count;

    ChaosCaller(String name, Shared shared, Patience patience, Random random) {
        this.name = name;
        this.shared = shared;
        this.patience = patience;
        this.random = random;
        this.wanted = new Wanted(shared.diary, random);
    }

    @Override
    public void run() {
        while (shared.goesOn.getAsBoolean()) {
            var chance = mine.size() > MOST ? 85 : random.nextInt(100);
            if (chance < 45 || mine.isEmpty()) {
                book();
            } else if (chance < 52) {
                bulk();
            } else if (chance < 60) {
                hold();
            } else if (chance < 64) {
                series();
            } else if (chance < 80) {
                move(oneOfMine());
            } else if (chance < 90) {
                cancel(oneOfMine());
            } else if (chance < 95) {
                leaveToOthers(oneOfMine());
            } else {
                patience.look(new Request(name + "-search", 0), wanted.search());
            }
            Pacing.rest(Duration.ofMillis(1 + random.nextLong(shared.pace.toMillis())));
        }
    }

    private Mine oneOfMine() {
        return mine.remove(random.nextInt(mine.size()));
    }

    private Request request(String what, int most) {
        var request = new Request(name + "-" + ++count + "-" + what, most);
        shared.requests.add(request);
        return request;
    }

    private void book() {
        var request = request("book", 1);
        var body = Wanted.of(request, wanted.any());
        booked(request, patience.posted(request, "/api/v1/bookings", request.key(), body), isOnePart(body));
    }

    /** Remembers the answer to a request to book, and the booking to be changed later. */
    private void booked(Request request, Reply reply, boolean onePart) {
        var decided = patience.decided(request, reply);
        if (decided != null) {
            told(request, decided.status() < 300 ? decided.json() : null, onePart);
        }
    }

    /** @param booking null: it was refused */
    private void told(Request request, JsonNode booking, boolean onePart) {
        if (booking != null && booking.path("status").asText().equals("BOOKED")) {
            var id = booking.path("id").asText();
            request.told(Told.BOOKED, Map.of(id, start(booking)));
            mine.add(new Mine(request, id, onePart, start(booking)));
        } else {
            request.told(Told.NOT_BOOKED, Map.of());
        }
    }

    private void bulk() {
        var bulk = new Request(name + "-" + ++count + "-bulk", 0);
        var items = new ArrayList<Request>();
        var body = RequestBodies.object();
        for (int n = random.nextInt(3, 9); n > 0; n--) {
            var item = request("item", 1);
            items.add(item);
            body.withArray("/items")
                    .addObject()
                    .put("idempotencyKey", item.key())
                    .set("booking", Wanted.of(item, wanted.any()));
        }
        var reply = patience.posted(bulk, "/api/v1/bookings/bulk", bulk.key(), body);
        if (bulk.claim().told() == Told.UNSURE) {
            items.forEach(item -> item.told(Told.UNSURE, Map.of()));
        }
        var done = reply == null || reply.status() != 202
                ? reply
                : patience.read(bulk, "/api/v1/bulk/" + reply.id(), now -> now.at("/status")
                        .equals("DONE"));
        if (done != null) {
            for (var result : done.json().path("results")) {
                int index = result.path("index").asInt();
                told(items.get(index), result.get("booking"), isOnePart(body.at("/items/" + index + "/booking")));
            }
        }
    }

    private void hold() {
        var request = request("hold", 1);
        var held = patience.posted(request, "/api/v1/holds", request.key(), wanted.hold());
        if (held == null) {
            return;
        }
        if (held.status() != 201 || random.nextInt(4) == 0) {
            request.told(Told.NOT_BOOKED, Map.of());
        } else {
            var body = wanted.ofHold(held.id(), request);
            booked(request, patience.posted(request, "/api/v1/bookings", request.key() + "-booked", body), true);
        }
    }

    private void series() {
        var request = request("series", OCCURRENCES);
        var body = wanted.series(request, OCCURRENCES);
        var reply = patience.posted(request, "/api/v1/series", request.key(), body);
        var done = reply == null || reply.status() != 202
                ? reply
                : patience.read(
                        request,
                        "/api/v1/series/" + reply.id(),
                        now -> now.status() == 200
                                && !now.each("/occurrences", "status").contains("BOOKING"));
        if (done == null) {
            return;
        }
        var booked = new HashMap<String, Instant>();
        for (var occurrence : done.json().path("occurrences")) {
            if (occurrence.path("status").asText().equals("BOOKED")) {
                booked.put(occurrence.path("bookingId").asText(), null);
            }
        }
        request.told(booked.isEmpty() ? Told.NOT_BOOKED : Told.BOOKED, booked);
    }

    private void move(Mine one) {
        one.request.told(Told.NOTHING, Map.of());
        var reply = patience.posted(
                one.request,
                "/api/v1/bookings/" + one.id + "/reschedule",
                one.request.key() + "-move-" + ++count,
                wanted.elsewhere());
        var decided = patience.decided(one.request, reply);
        if (decided != null) {
            var start = decided.status() == 200 ? start(decided.json()) : one.start;
            one.request.told(Told.BOOKED, Map.of(one.id, start));
            mine.add(new Mine(one.request, one.id, one.onePart, start));
        }
    }

    private void cancel(Mine one) {
        one.request.told(Told.NOTHING, Map.of());
        var reply = patience.posted(
                one.request,
                "/api/v1/bookings/" + one.id + "/cancel",
                one.request.key() + "-cancel",
                RequestBodies.object().put("reason", "ill"));
        var decided = patience.decided(one.request, reply);
        if (decided != null && decided.at("/status").equals("CANCELLED")) {
            one.request.told(Told.NOT_BOOKED, Map.of());
        } else if (decided != null) {
            one.request.told(Told.BOOKED, Map.of(one.id, one.start));
        }
    }

    /** They will change it in Cal.com. What has several parts is for a person to decide then. */
    private void leaveToOthers(Mine one) {
        if (one.onePart) {
            one.request.told(Told.UNSURE, Map.of());
            shared.forOthers.add(one.id);
        } else {
            mine.add(one);
        }
    }

    private static boolean isOnePart(JsonNode body) {
        return body.path("service").asText().equals("haircut");
    }

    private static Instant start(JsonNode booking) {
        return OffsetDateTime.parse(booking.path("start").asText()).toInstant();
    }
}
