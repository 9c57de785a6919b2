package dev.interlude.observed;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.observed.jdbc.ObservedRows;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Merges bookings that turn out to be one that was moved, when the observation that links them came late. Ours stays,
 * else the older one.
 */
final class Lineage {

    private final ObservedRows rows;
    private final BiConsumer<ObservedBooking, LocalSegment> follow;
    private final BookingListener listener;

    /** @param follow applies the observation to a segment */
    Lineage(ObservedRows rows, BiConsumer<ObservedBooking, LocalSegment> follow, BookingListener listener) {
        this.rows = rows;
        this.follow = follow;
        this.listener = listener;
    }

    void unite(List<LocalSegment> all, ObservedBooking observed) {
        var last = observed.movedTo() == null ? observed.uid() : observed.movedTo();
        var newest = all.stream().filter(s -> s.goesBy(last)).findFirst();
        if (newest.isEmpty()) {
            return;
        }
        var kept = newest.get();
        for (var older : all) {
            if (older != newest.get() && !older.isGivenUp() && !(older.isOurs() && kept.isOurs())) {
                kept = unite(older, kept);
            }
        }
    }

    private LocalSegment unite(LocalSegment older, LocalSegment newer) {
        var keepOlder =
                older.isOurs() || !newer.isOurs() && older.bookingCreatedAt().isBefore(newer.bookingCreatedAt());
        if (!keepOlder) {
            rows.inheritUids(older, newer);
            drop(older, newer);
            return newer;
        }
        rows.inheritUids(newer, older);
        drop(newer, older);
        if (older.alive() || newer.alive()) {
            follow.accept(asSaid(newer), older);
        } else {
            rows.follow(older, asSaid(newer));
        }
        return older;
    }

    private void drop(LocalSegment dropped, LocalSegment kept) {
        if (dropped.bornDead()) {
            rows.delete(dropped.booking());
        } else if (dropped.alive()) {
            rows.end(dropped, asSaid(dropped));
            rows.settle(dropped.booking(), "CANCELLED");
            rows.note(
                    dropped.booking(),
                    "goes on as another booking",
                    kept.booking().toString());
            listener.tell(dropped.booking(), BookingEvent.CANCELLED);
        }
    }

    /** The latest observation of the newer one. */
    private static ObservedBooking asSaid(LocalSegment segment) {
        return new ObservedBooking(
                null,
                segment.uid(),
                segment.alive()
                        ? segment.status() == SegmentStatus.PENDING ? Status.PENDING : Status.ACCEPTED
                        : Status.CANCELLED,
                segment.start(),
                segment.end(),
                null,
                ObservedAttendees.NOT_SAID,
                segment.absent(),
                null,
                null,
                null,
                segment.sequence(),
                segment.seenAt(),
                null,
                false);
    }
}
