package dev.interlude.booking;

import dev.interlude.platform.Text;

/**
 * What is to be cancelled.
 *
 * @param reason Cal.com and the history are told
 * @param cascade also what is linked to it, and what is linked to that
 */
public record Cancellation(Text reason, boolean cascade) {}
