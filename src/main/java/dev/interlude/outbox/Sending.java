package dev.interlude.outbox;

import java.util.UUID;

/**
 * One attempt to deliver an event to a subscriber.
 *
 * @param attempt which one this is, from 1; an older one may no longer write
 * @param trace in which the change was made, as stored
 */
public record Sending(UUID subscription, String url, String secret, Event event, int attempt, String trace) {

    /** The booking it is about, or null. */
    public String booking() {
        return event.type().startsWith("booking.") ? event.subject() : null;
    }

    /** What its address begins with: {@code https}, {@code http}, or a component of Camel's, such as {@code kafka}. */
    public String scheme() {
        return url.substring(0, url.indexOf(':'));
    }

    /** What follows that: of a broker's address, the topic or queue. */
    public String destination() {
        return url.substring(url.indexOf(':') + 1);
    }

    /** The secret and the customer stay out of logs. */
    @Override
    public String toString() {
        return "event %s to subscription %s, attempt %d".formatted(event.id(), subscription, attempt);
    }
}
