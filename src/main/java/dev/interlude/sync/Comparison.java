package dev.interlude.sync;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in what a booking of Cal.com's and our books differ. */
public final class Comparison {

    private Comparison() {}

    /** Nothing where they agree. What a saga is busy with is only suspected. */
    public static List<Finding> of(String account, SeenBooking there, Optional<Match> known) {
        var found = known.map(match -> match.by() == By.CURRENT && match.here().live() && live(there)
                        ? differences(account, match.here(), there)
                        : Stream.ofNullable(whole(account, match, there)).toList())
                .orElseGet(() -> unknown(account, there));
        return known.filter(match -> match.here().busy()).isPresent()
                ? found.stream().map(Finding::suspectedOnly).toList()
                : found;
    }

    static boolean live(SeenBooking there) {
        return switch (there.status()) {
            case CANCELLED, REJECTED -> false;
            default -> true;
        };
    }

    private static List<Finding> unknown(String account, SeenBooking there) {
        if (!live(there)) {
            return List.of();
        }
        return Known.key(there).isPresent()
                ? List.of(finding(DriftKind.UNDONE, account, null, there, true, false, "carries a key of ours"))
                : List.of(finding(DriftKind.GHOST, account, null, there, false, false, ""));
    }

    /** They differ in more than a detail. */
    private static Finding whole(String account, Match match, SeenBooking there) {
        var here = match.here();
        if (!live(there)) {
            return gone(account, match, there);
        }
        if (here.live()) {
            return switch (match.by()) {
                case MOVED -> finding(DriftKind.TIME, account, here, there, false, false, "moved there");
                case KEY ->
                    there.movedFrom() == null
                            ? finding(DriftKind.UNDONE, account, here, there, true, true, "booked twice there")
                            : finding(DriftKind.TIME, account, here, there, false, false, "moved there");
                default ->
                    finding(DriftKind.UNDONE, account, here, there, true, true, "lives on there under a former uid");
            };
        }
        var theirs =
                here.bookingStatus() == BookingStatus.REJECTED || here.origin().equals("calcom");
        return theirs
                ? finding(DriftKind.STATUS, account, here, there, true, true, "lives there again")
                : finding(DriftKind.UNDONE, account, here, there, true, false, "given up here");
    }

    private static Finding gone(String account, Match match, SeenBooking there) {
        var here = match.here();
        if (!here.live() || match.by() == By.FORMER || match.by() == By.KEY) {
            return null;
        }
        if (there.movedTo() != null) {
            // Where it went stands on this page, on a later one, or outside of what is compared.
            return match.by() == By.CURRENT
                    ? new Finding(DriftKind.TIME, account, here, there, true, false, "moved on there", Instant.EPOCH)
                    : null;
        }
        return finding(DriftKind.ORPHAN, account, here, there, false, false, "cancelled there");
    }

    private static List<Finding> differences(String account, Here here, SeenBooking there) {
        var found = new ArrayList<Finding>();
        if (!here.start().equals(there.start()) || !here.end().equals(there.end())) {
            found.add(finding(DriftKind.TIME, account, here, there, false, false, "stands at another time there"));
        }
        if (there.isPending() != (here.status() == SegmentStatus.PENDING)) {
            found.add(finding(
                    DriftKind.STATUS,
                    account,
                    here,
                    there,
                    false,
                    false,
                    there.isPending() ? "waits there" : "confirmed there"));
        } else if (there.absent() && here.bookingStatus() != BookingStatus.NO_SHOW) {
            found.add(finding(DriftKind.STATUS, account, here, there, false, here.segments() > 1, "nobody came"));
        }
        var attendee = attendee(here, there);
        if (!attendee.isEmpty()) {
            // One attendee for all segments here: what one segment says there cannot decide for the others.
            found.add(finding(DriftKind.ATTENDEE, account, here, there, false, here.segments() > 1, attendee));
        }
        return found;
    }

    /** The members that differ, not what is in them. Nobody differs from somebody who was erased. */
    private static String attendee(Here here, SeenBooking there) {
        if (there.attendee() == null) {
            return "";
        }
        var differing = new ArrayList<String>();
        if (!same(here.attendeeName(), there.attendee().name())) {
            differing.add("name");
        }
        if (!same(here.attendeeEmail(), there.attendee().email())) {
            differing.add("email");
        }
        return differing.isEmpty() ? "" : "another " + String.join(" and ", differing);
    }

    private static boolean same(String one, String other) {
        return one == null || other == null || one.strip().equalsIgnoreCase(other.strip());
    }

    private static Finding finding(
            DriftKind kind,
            String account,
            Here here,
            SeenBooking there,
            boolean suspected,
            boolean forPerson,
            String detail) {
        var changed = Stream.of(there.updatedAt(), there.createdAt(), here == null ? null : here.changedAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new Finding(kind, account, here, there, suspected, forPerson, detail, changed);
    }
}
