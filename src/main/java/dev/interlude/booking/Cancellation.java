package dev.interlude.booking;

import dev.interlude.platform.Text;

/**
 * What is to be cancelled.
 *
 * @param reason passed to Cal.com and written to the history
 * @param cascade whether to cancel linked bookings too, transitively
 */
public record Cancellation(Text reason, boolean cascade) {}
