package dev.interlude.booking.move;

import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.move.SegmentChange.What;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A booking that is about to be moved as a whole.
 *
 * @param moves those segments whose time changes, in the order in which they must move
 * @param replacements those segments that are booked anew, and whose old bookings are cancelled afterwards
 * @param added what the booking did not have
 * @param dropped what it will not have any more; cancelled when all else has succeeded
 * @param changes the same segment by segment, in their order afterwards; null when only its time was to change
 * @param order the keys of its segments afterwards
 * @param parts all its segments after the move, in their order
 * @param start of the booking after the move
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param request its id, see {@link MoveRequest}; or null
 * @param deadline after this instant it must not be begun any more: the caller has been answered
 * @param booked the booking as sent to Cal.com when a segment is booked anew
 */
public record MovePlan(
        UUID booking,
        int version,
        List<Move> moves,
        List<Replacement> replacements,
        List<PlannedSegment> added,
        List<BookedSegment> dropped,
        List<SegmentChange> changes,
        List<String> order,
        List<Part> parts,
        Instant start,
        Instant end,
        Text reason,
        String by,
        UUID request,
        Instant deadline,
        BookingPlan booked) {

    /** A segment where it will stand. */
    public record Part(UUID segment, String key, Instant start, Instant end) {}

    /** Whether anything is to be done at Cal.com. */
    public boolean changesSomething() {
        return !onlyDrops() || !dropped.isEmpty();
    }

    /** Whether nothing is to be done at Cal.com before all is decided. */
    public boolean onlyDrops() {
        return moves.isEmpty() && anew().isEmpty();
    }

    /** What is booked in Cal.com. */
    public List<PlannedSegment> anew() {
        return Stream.concat(replacements.stream().map(Replacement::segment), added.stream())
                .toList();
    }

    /** The moves that say where a segment will stand; the others only make room until it is cancelled. */
    public List<Move> lasting() {
        return moves.stream().filter(move -> !leaves(move.segment())).toList();
    }

    private boolean leaves(UUID segment) {
        return dropped.stream().anyMatch(d -> d.id().equals(segment))
                || replacements.stream().anyMatch(r -> r.replaces().equals(segment));
    }

    /** For the history. */
    public String summary() {
        return changes == null
                ? "to " + start
                : changes.stream()
                        .filter(change -> change.what() != What.KEPT)
                        .map(SegmentChange::text)
                        .collect(Collectors.joining(", "));
    }
}
