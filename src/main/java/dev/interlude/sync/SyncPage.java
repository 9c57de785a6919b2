package dev.interlude.sync;

import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenFilter;
import dev.interlude.booking.SeenPage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The page of Cal.com's bookings that a run reads next. Where the last page ended is told by a time and not by a number of
 * rows: rows that change while one turns the pages move to the end and let the others slip forward.
 *
 * @param account null: the run has read all
 * @param after the time the page begins with: of the last change, in a full pass a start
 * @param skip so many rows of exactly that time are passed over
 * @param boundary the uids of exactly that time that have been read
 */
public record SyncPage(SyncRun run, String account, Instant after, int skip, Set<String> boundary, int size) {

    public static SyncPage none(SyncRun run) {
        return new SyncPage(run, null, Instant.EPOCH, 0, Set.of(), 0);
    }

    public boolean isOpen() {
        return account != null;
    }

    public SeenFilter filter() {
        return run.full()
                ? new SeenFilter(account, null, after, run.to(), null, null, size, skip)
                : new SeenFilter(account, after, null, null, null, null, size, skip);
    }

    /** What of it has not been read before. */
    public List<SeenBooking> unread(SeenPage page) {
        return page.bookings().stream()
                .filter(b -> !(boundary.contains(b.uid()) && time(b).equals(after)))
                .toList();
    }

    /** Where the next page begins once this one has been read. */
    public SyncPage next(SeenPage page) {
        var last =
                page.bookings().stream().map(this::time).max(Instant::compareTo).orElse(after);
        var stays = !last.isAfter(after);
        var read = new HashSet<>(stays ? boundary : Set.<String>of());
        page.bookings().stream()
                .filter(b -> time(b).equals(last))
                .map(SeenBooking::uid)
                .forEach(read::add);
        return new SyncPage(
                run,
                account,
                stays ? after : last,
                stays ? skip + page.bookings().size() : 0,
                read,
                size);
    }

    private Instant time(SeenBooking booking) {
        return Stream.of(run.full() ? booking.start() : booking.updatedAt(), after)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
