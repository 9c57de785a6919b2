package dev.interlude.booking.move;

import dev.interlude.booking.BookingPlan;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A booking that is about to be moved as a whole.
 *
 * @param moves those segments whose time changes, in the order in which they must move
 * @param replacements those segments that are booked anew, and whose old bookings are cancelled afterwards
 * @param start of the booking after the move
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param deadline after this instant it must not be begun any more: the caller has been answered
 * @param booked the booking as sent to Cal.com when a segment is booked anew
 */
public record MovePlan(
        UUID booking,
        int version,
        List<Move> moves,
        List<Replacement> replacements,
        Instant start,
        Instant end,
        Text reason,
        String by,
        Instant deadline,
        BookingPlan booked) {

    /** Whether anything is to be done at Cal.com. */
    public boolean changesSomething() {
        return !moves.isEmpty() || !replacements.isEmpty();
    }
}
