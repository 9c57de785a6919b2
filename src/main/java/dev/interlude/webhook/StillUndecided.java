package dev.interlude.webhook;

/** Cal.com has been asked, and still it cannot be told what is so: the delivery must come again later. */
public final class StillUndecided extends RuntimeException {

    public StillUndecided(String why) {
        super(why, null, false, false);
    }
}
