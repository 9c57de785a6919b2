package dev.interlude.outbox;

import java.util.UUID;

/**
 * One attempt to deliver an event to a subscriber.
 *
 * @param attempt which one this is, from 1; an older one may no longer write
 */
public record Sending(UUID subscription, String url, String secret, Event event, int attempt) {

    /** The secret and the customer stay out of logs. */
    @Override
    public String toString() {
        return "event %s to subscription %s, attempt %d".formatted(event.id(), subscription, attempt);
    }
}
