package dev.interlude.chaos;

import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.Set;
import java.util.stream.Collectors;

/** An upstream system that is told of new bookings. Signatures are not checked: at the end of a run they are too old. */
final class Subscriber {

    /** The receiver is on this machine. */
    static final String ALLOWED = "INTERLUDE_ALLOW_PRIVATE_ADDRESSES";

    private static final String CREATED = "booking.created";

    private final Receiver receiver = new Receiver();

    Subscriber(ChaosSite site) {
        var body = RequestBodies.object().put("url", receiver.url());
        body.putArray("events").add(CREATED);
        var reply = site.at(0).post("/api/v1/subscriptions", body);
        if (reply.status() != 201) {
            throw new IllegalStateException("There is no subscription: " + reply);
        }
    }

    Set<String> told() {
        return receiver.raw().stream()
                .map(event -> Upstream.parsed(event.getRequest().getBodyAsString()))
                .filter(event -> event.path("type").asText().equals(CREATED))
                .map(event -> event.path("subject").asText())
                .collect(Collectors.toSet());
    }
}
