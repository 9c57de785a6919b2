package dev.interlude.booking.move;

import java.time.Instant;
import java.util.UUID;

/**
 * One segment on its way from one time to another.
 *
 * @param fromUid its Cal.com booking before the move
 * @param toUid its Cal.com booking after the move; null until Cal.com has moved it
 * @param finished nothing is to be moved back: Cal.com refused the move, or it has been moved back
 * @param certainAt from this instant on no lost call can still be running at Cal.com
 */
public record Move(
        UUID id,
        UUID segment,
        UUID booking,
        String staff,
        String account,
        long eventTypeId,
        Instant fromStart,
        Instant fromEnd,
        String fromUid,
        Instant toStart,
        Instant toEnd,
        String toUid,
        boolean finished,
        Instant certainAt) {

    /** Whether Cal.com may have moved it without our knowing the new uid. */
    public boolean inDoubt() {
        return !finished && toUid == null;
    }

    boolean wants(Move other) {
        return staff.equals(other.staff) && toStart.isBefore(other.fromEnd) && other.fromStart.isBefore(toEnd);
    }
}
