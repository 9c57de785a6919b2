package dev.interlude.outbox;

/**
 * The result of one attempt to deliver to a subscriber.
 *
 * @param why null if it was delivered
 * @param silent whether there was no answer at all
 */
public record Verdict(Kind kind, String why, boolean silent) {

    /** DELIVERED: accepted. RETRY: not accepted yet. GONE: it wants no more events. */
    public enum Kind {
        DELIVERED,
        RETRY,
        GONE
    }

    public String outcome() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
