package dev.interlude.webhook;

/** Cal.com has been asked, and still our booking is just being changed: the delivery must come again later. */
public final class StillUndecided extends RuntimeException {

    public StillUndecided() {
        super("the booking is just being changed here", null, false, false);
    }
}
