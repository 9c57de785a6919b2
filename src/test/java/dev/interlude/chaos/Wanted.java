package dev.interlude.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.RequestBodies;
import java.util.Random;

/** What callers ask for: appointments of one to three parts, at times of the diary. */
final class Wanted {

    private final Diary diary;
    private final Random random;

    Wanted(Diary diary, Random random) {
        this.diary = diary;
        this.random = random;
    }

    /** A haircut, now and then at a time that others want too, a composite, or a visit of two services. */
    ObjectNode any() {
        return switch (random.nextInt(6)) {
            case 0 -> haircut(diary.wanted());
            case 1 -> haircut();
            case 2, 3 -> RequestBodies.booking("colour-and-style", start());
            case 4 -> RequestBodies.booking("full-treatment", start());
            default -> visit();
        };
    }

    ObjectNode haircut() {
        return haircut(diary.any(random));
    }

    ObjectNode hold() {
        var body = haircut().put("seconds", 60);
        body.remove("attendee");
        return body;
    }

    ObjectNode ofHold(String hold, Request request) {
        var body = RequestBodies.object().put("hold", hold);
        body.putObject("attendee").put("name", "Zoë").put("email", request.email());
        return body;
    }

    ObjectNode series(Request request, int count) {
        var body = RequestBodies.object().put("mode", random.nextBoolean() ? "allOrNothing" : "bestEffort");
        body.set("booking", of(request, haircut()));
        body.putObject("recurrence").put("frequency", "daily").put("count", count);
        return body;
    }

    ObjectNode elsewhere() {
        return RequestBodies.to(start());
    }

    String search() {
        var day = diary.day(random);
        return "/api/v1/availability?service=full-treatment&from=" + day + "&to=" + day.plusDays(1);
    }

    /** The same for the address of a request. */
    static ObjectNode of(Request request, ObjectNode body) {
        body.withObject("/attendee").put("email", request.email());
        return body;
    }

    private String start() {
        return diary.any(random).start().toString();
    }

    private ObjectNode visit() {
        var body = RequestBodies.booking("", start());
        body.remove("service");
        body.putArray("services").add("colour-and-style").add("manicure");
        return body;
    }

    private static ObjectNode haircut(Diary.Place place) {
        return RequestBodies.haircut(place.start().toString(), place.staff());
    }
}
