package dev.interlude.booking.holds;

import dev.interlude.booking.request.BookingRequest;
import dev.interlude.platform.Text;

/**
 * A request to hold an offer, validated as far as possible without looking at free times.
 *
 * @param bookingRequest what is to be held; its attendee is null
 * @param seconds how long, unless its first segment begins before
 * @param email the customer's address, or null; it is not stored
 * @param customer digest of the customer's address, or null
 * @param mostOpen how many offers its key may hold at a time
 */
public record HoldRequest(BookingRequest bookingRequest, int seconds, Text email, String customer, int mostOpen) {}
