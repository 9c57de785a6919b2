package dev.interlude.webhook;

/** Even Cal.com's answer did not decide it: the delivery must be retried later. */
public final class EventUndecided extends RuntimeException {

    public EventUndecided(String why) {
        super(why, null, false, false);
    }
}
