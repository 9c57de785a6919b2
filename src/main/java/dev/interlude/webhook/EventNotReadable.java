package dev.interlude.webhook;

/** A delivery lacks what its trigger requires; retrying does not help. */
public final class EventNotReadable extends RuntimeException {

    public EventNotReadable(String why) {
        super(why, null, false, false);
    }
}
