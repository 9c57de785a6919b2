package dev.interlude.chaos;

import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import java.util.Set;
import java.util.stream.Collectors;

/** An upstream system that is told of new bookings. It believes only what is signed. */
final class Subscriber {

    /** The receiver is on this machine. */
    static final String ALLOWED = "INTERLUDE_ALLOW_PRIVATE_ADDRESSES";

    private static final String CREATED = "booking.created";

    private final Receiver receiver = new Receiver();
    private final String secret;

    Subscriber(ChaosSite site) {
        var body = RequestBodies.object().put("url", receiver.url());
        body.putArray("events").add(CREATED);
        var reply = site.at(0).post("/api/v1/subscriptions", body);
        if (reply.status() != 201) {
            throw new IllegalStateException("There is no subscription: " + reply);
        }
        secret = reply.at("/secret");
    }

    Set<String> told() {
        return receiver.told(secret).stream()
                .filter(told -> told.type().equals(CREATED))
                .map(Receiver.Told::subject)
                .collect(Collectors.toSet());
    }
}
