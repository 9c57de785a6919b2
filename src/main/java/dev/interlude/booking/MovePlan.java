package dev.interlude.booking;

import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A booking that is about to be moved as a whole.
 *
 * @param moves those segments whose time changes, in the order in which they must move
 * @param start of the booking after the move
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param deadline after this instant it must not be begun any more: the caller has been answered
 */
public record MovePlan(
        UUID booking,
        int version,
        List<Move> moves,
        Instant start,
        Instant end,
        Text reason,
        String by,
        Instant deadline) {}
