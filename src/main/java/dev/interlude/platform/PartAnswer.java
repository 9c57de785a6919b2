package dev.interlude.platform;

import java.util.UUID;

/**
 * The answer to a {@link Part}.
 *
 * @param retryAfter seconds after which asking again may help, or null
 * @param resourceId of what it makes, whichever attempt made it; null when it was not begun
 * @param body JSON: the thing, or a problem
 */
public record PartAnswer(int status, Integer retryAfter, UUID resourceId, byte[] body) {}
