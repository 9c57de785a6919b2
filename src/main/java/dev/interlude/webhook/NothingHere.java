package dev.interlude.webhook;

/** A delivery says nothing that matters here: nothing is done about it. */
public final class NothingHere extends RuntimeException {

    static final String REASON = "nothing that matters here";

    public NothingHere() {
        super(REASON, null, false, false);
    }
}
