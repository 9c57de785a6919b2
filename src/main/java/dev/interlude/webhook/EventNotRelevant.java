package dev.interlude.webhook;

/** A delivery that is not relevant here and is ignored. */
public final class EventNotRelevant extends RuntimeException {

    public static final String REASON = "nothing that matters here";

    public EventNotRelevant() {
        super(REASON, null, false, false);
    }
}
