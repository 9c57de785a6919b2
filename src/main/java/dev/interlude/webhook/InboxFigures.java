package dev.interlude.webhook;

/**
 * The deliveries that are not done.
 *
 * @param oldest seconds since the receipt of the oldest that waits
 */
public record InboxFigures(long waiting, long dead, long oldest) {

    static final InboxFigures NONE = new InboxFigures(0, 0, 0);
}
