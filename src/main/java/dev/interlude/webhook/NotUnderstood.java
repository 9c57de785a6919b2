package dev.interlude.webhook;

/** A delivery does not say what its trigger must say; trying again will not help. */
public final class NotUnderstood extends RuntimeException {

    public NotUnderstood(String why) {
        super(why, null, false, false);
    }
}
