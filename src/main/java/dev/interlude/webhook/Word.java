package dev.interlude.webhook;

import dev.interlude.booking.Sighting;

/**
 * What a delivery says.
 *
 * @param sighting of the booking; null when it only says that it is over
 * @param uid of the booking
 * @param ask whether it does not say enough, and Cal.com must be asked
 */
public record Word(Sighting sighting, String account, String uid, boolean over, boolean ask) {}
