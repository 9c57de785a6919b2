package dev.interlude.booking;

import java.util.List;

/**
 * A page of what Cal.com has. Rows may move while one turns the pages: what matters must be told by uid and time of change.
 *
 * @param more whether there is a page after it
 */
public record SeenPage(List<SeenBooking> bookings, boolean more) {}
