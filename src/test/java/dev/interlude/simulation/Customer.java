package dev.interlude.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.chaos.Request;
import dev.interlude.chaos.Request.Told;
import dev.interlude.support.Reply;
import dev.interlude.support.Upstream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;

/** One who books under one key, and what she was told last. */
final class Customer {

    private final Request request;
    private final ObjectNode body;
    private String booking;
    /** Of the booking, as last told. */
    private String version;

    private boolean decided;
    /** Changed since it was booked, so the stored answer of a repeat says nothing of what stands now. */
    private boolean changed;

    Customer(String key, ObjectNode body) {
        this.request = new Request(key, 1);
        this.body = body;
        body.withObject("attendee").put("email", request.email());
    }

    String booking() {
        return booking;
    }

    boolean isDecided() {
        return decided;
    }

    Request.Claim claim() {
        return request.claim();
    }

    /** Books, or repeats it. */
    Reply book(Upstream caller, MortalNode node) {
        var reply = caller.book(body, "Idempotency-Key", request.key());
        if (node.isDead()
                || reply.status() >= 500
                || reply.status() == 202
                || reply.code().equals("IN_PROGRESS")) {
            unsure();
            return reply;
        }
        decided = true;
        if (reply.status() == 201) {
            booking = reply.id();
            version = reply.at("/version");
        }
        if (changed) {
            return reply;
        }
        if (reply.status() == 201) {
            request.told(Told.BOOKED, Map.of(booking, start(reply)));
        } else {
            request.told(Told.NOT_BOOKED, Map.of());
        }
        return reply;
    }

    void move(Upstream caller, MortalNode node, ObjectNode where) {
        var reply = caller.move(booking, where);
        if (node.isDead() || reply.status() >= 500 || reply.status() == 202) {
            startUnsure();
        } else if (reply.status() == 200 && !reply.at("/version").equals(version)) {
            // Where it stood already nothing is moved, and what others did in Cal.com since is not seen.
            version = reply.at("/version");
            request.told(Told.BOOKED, Map.of(booking, start(reply)));
        }
    }

    void cancel(Upstream caller, MortalNode node) {
        var reply = caller.cancel(booking);
        if (node.isDead() || reply.status() != 200 || !"CANCELLED".equals(reply.at("/status"))) {
            unsure();
        } else {
            request.told(Told.NOT_BOOKED, Map.of());
        }
    }

    /** Others changed it in Cal.com: any of it, but whole. */
    void changedByOthers() {
        changed = true;
        unsure();
    }

    private void unsure() {
        request.told(Told.UNSURE, Map.of());
    }

    private void startUnsure() {
        if (request.claim().told() == Told.BOOKED) {
            request.told(Told.BOOKED, Collections.singletonMap(booking, null));
        }
    }

    private static Instant start(Reply reply) {
        return OffsetDateTime.parse(reply.at("/start")).toInstant();
    }
}
