package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.observed.CalcomBookingFilter;
import dev.interlude.observed.CalcomBookingPage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The page of Cal.com's bookings that a run reads next. Its start is a time, not a row number: rows that change during
 * the run move to the end and shift the others.
 *
 * @param account null: the run has read all
 * @param after the time the page begins with: of the last change, in a full pass a start
 * @param skip number of rows with exactly that time to skip
 * @param boundary the uids of exactly that time that have been read
 */
public record SyncPage(SyncRun run, String account, Instant after, int skip, Set<String> boundary, int size) {

    public static SyncPage none(SyncRun run) {
        return new SyncPage(run, null, Instant.EPOCH, 0, Set.of(), 0);
    }

    public boolean isOpen() {
        return account != null;
    }

    public CalcomBookingFilter filter() {
        return run.full()
                ? new CalcomBookingFilter(account, null, after, run.to(), null, null, size, skip)
                : new CalcomBookingFilter(account, after, null, null, null, null, size, skip);
    }

    /** What of it has not been read before. */
    public List<CalcomBooking> unread(CalcomBookingPage page) {
        return page.bookings().stream()
                .filter(b -> !(boundary.contains(b.uid()) && time(b).equals(after)))
                .toList();
    }

    /** Where the next page begins once this one has been read; rows that cannot be used count like the others. */
    public SyncPage next(CalcomBookingPage page) {
        var last = Stream.concat(
                        page.bookings().stream().map(this::time),
                        page.unreadable().stream().map(row -> time(row.start(), row.updatedAt())))
                .max(Instant::compareTo)
                .orElse(after);
        var stays = !last.isAfter(after);
        var read = new HashSet<>(stays ? boundary : Set.<String>of());
        page.bookings().stream()
                .filter(b -> time(b).equals(last))
                .map(CalcomBooking::uid)
                .forEach(read::add);
        return new SyncPage(run, account, stays ? after : last, stays ? skip + page.rows() : 0, read, size);
    }

    private Instant time(CalcomBooking booking) {
        return time(booking.start(), booking.updatedAt());
    }

    private Instant time(Instant start, Instant updatedAt) {
        return Objects.requireNonNullElse(run.full() ? start : updatedAt, after);
    }
}
