package dev.interlude.booking.jdbc;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.KnownSegment;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.Sighting;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What was taken for several bookings turns out to be one that was moved: the word that links them came after others. Ours
 * stays, else the one we have known for longer.
 */
final class Lineage {

    private final SightedRows rows;
    private final BiConsumer<Sighting, KnownSegment> follow;
    private final BookingNews news;

    /** @param follow takes over for a segment what is said of it */
    Lineage(SightedRows rows, BiConsumer<Sighting, KnownSegment> follow, BookingNews news) {
        this.rows = rows;
        this.follow = follow;
        this.news = news;
    }

    void unite(List<KnownSegment> all, Sighting said) {
        var last = said.movedTo() == null ? said.uid() : said.movedTo();
        var newest = all.stream().filter(s -> s.goesBy(last)).findFirst();
        if (newest.isEmpty()) {
            return;
        }
        var kept = newest.get();
        for (var older : all) {
            if (older != newest.get() && !(older.isOurs() && kept.isOurs())) {
                kept = unite(older, kept);
            }
        }
    }

    private KnownSegment unite(KnownSegment older, KnownSegment newer) {
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

    private void drop(KnownSegment dropped, KnownSegment kept) {
        if (dropped.bornDead()) {
            rows.delete(dropped.booking());
        } else if (dropped.alive()) {
            rows.end(dropped, asSaid(dropped));
            rows.settle(dropped.booking(), "CANCELLED");
            rows.note(
                    dropped.booking(),
                    "goes on as another booking",
                    kept.booking().toString());
            news.tell(dropped.booking(), BookingEvent.CANCELLED);
        }
    }

    /** What Cal.com must have said of the newer one. */
    private static Sighting asSaid(KnownSegment segment) {
        return new Sighting(
                null,
                segment.uid(),
                segment.alive()
                        ? segment.status() == SegmentStatus.PENDING ? Status.PENDING : Status.ACCEPTED
                        : Status.CANCELLED,
                segment.start(),
                segment.end(),
                null,
                null,
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
