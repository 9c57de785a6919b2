package dev.interlude.outbox;

/**
 * What became of one attempt to tell a subscriber.
 *
 * @param why null when it was told
 * @param silent whether there was no answer at all
 */
public record Verdict(Kind kind, String why, boolean silent) {

    /** TOLD: it has taken it. AGAIN: it has not, yet. GONE: it wants no more of anything. */
    public enum Kind {
        TOLD,
        AGAIN,
        GONE
    }

    public String word() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
