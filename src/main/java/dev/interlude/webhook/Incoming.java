package dev.interlude.webhook;

/**
 * A delivery as it has to be stored.
 *
 * @param contentKey equal for deliveries that say the same
 * @param calcomUid the booking it speaks of, or null
 */
public record Incoming(String account, byte[] contentKey, String trigger, String calcomUid, byte[] body) {}
