package dev.interlude.sync;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.Release;
import dev.interlude.booking.move.Move;
import dev.interlude.observed.ObservationResult.Touched;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.List;

/**
 * What to do at Cal.com to bring it in line with our bookings.
 *
 * @param uid the booking there that it is done to
 * @param move how it goes back; so {@code start}
 * @param release how it is looked for before it is booked anew; so {@code plan} and {@code segment}
 * @param touched whose cached free times are no longer right
 */
public record Push(
        Way way,
        String account,
        String uid,
        Text reason,
        Move move,
        Instant start,
        Release release,
        BookingPlan plan,
        PlannedSegment segment,
        List<Touched> touched) {

    /** How. */
    public enum Way {
        NONE,
        CANCEL,
        MOVE,
        CONFIRM,
        CREATE
    }

    private static final Text REASON = new Text("brought into line with the salon's books");

    public static Push none() {
        return new Push(Way.NONE, null, null, REASON, null, null, null, null, null, List.of());
    }

    public static Push to(Way way, String account, String uid, List<Touched> touched) {
        return new Push(way, account, uid, REASON, null, null, null, null, null, touched);
    }

    public static Push back(Move move) {
        var touched = List.of(new Touched(move.staff(), move.fromStart()), new Touched(move.staff(), move.toStart()));
        return new Push(
                Way.MOVE, move.account(), move.fromUid(), REASON, move, move.toStart(), null, null, null, touched);
    }

    public static Push anew(Release release, BookingPlan plan, PlannedSegment segment) {
        var touched = List.of(new Touched(segment.staff(), segment.start()));
        return new Push(Way.CREATE, segment.account(), null, REASON, null, null, release, plan, segment, touched);
    }
}
