package dev.interlude.webhook;

import dev.interlude.observed.ObservedBooking;

/**
 * The content of a webhook delivery.
 *
 * @param observed of the booking; null when it only says that it is over
 * @param uid of the booking
 * @param ask whether the event is incomplete and Cal.com must be read
 */
public record WebhookEvent(ObservedBooking observed, String account, String uid, boolean over, boolean ask) {}
