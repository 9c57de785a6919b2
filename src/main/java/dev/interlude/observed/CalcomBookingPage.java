package dev.interlude.observed;

import dev.interlude.booking.CalcomBooking;
import java.util.List;

/**
 * A page of Cal.com's bookings. Rows may move between pages, so uid and time of change identify them, not their place.
 *
 * @param unreadable invalid rows, set aside so that the others can be read
 * @param more whether there is a page after it
 */
public record CalcomBookingPage(List<CalcomBooking> bookings, List<UnreadableRow> unreadable, boolean more) {

    public CalcomBookingPage(List<CalcomBooking> bookings, boolean more) {
        this(bookings, List.of(), more);
    }

    /** How many rows Cal.com returned. */
    public int rows() {
        return bookings.size() + unreadable.size();
    }
}
