package dev.interlude.sync;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the differences between a Cal.com booking and ours. */
public final class Comparison {

    private Comparison() {}

    /** None if they agree. A difference in a booking that a saga works on is only suspected. */
    public static List<Finding> of(String account, CalcomBooking calcom, Optional<Match> known) {
        var found = known.map(match -> match.by() == By.CURRENT
                                && match.local().live()
                                && !calcom.status().isEnded()
                        ? differences(account, match.local(), calcom)
                        : Stream.ofNullable(whole(account, match, calcom)).toList())
                .orElseGet(() -> unknown(account, calcom));
        return known.filter(match -> match.local().busy()).isPresent()
                ? found.stream().map(Finding::suspectedOnly).toList()
                : found;
    }

    private static List<Finding> unknown(String account, CalcomBooking calcom) {
        if (calcom.status().isEnded()) {
            return List.of();
        }
        // Maybe another installation's, or from before our database was restored: never cancelled without a person.
        return Known.key(calcom).isPresent()
                ? List.of(finding(DriftKind.UNDONE, account, null, calcom, true, true, "carries a key of ours"))
                : List.of(finding(DriftKind.GHOST, account, null, calcom, false, false, ""));
    }

    /** They differ in more than a detail. */
    private static Finding whole(String account, Match match, CalcomBooking calcom) {
        var local = match.local();
        if (calcom.status().isEnded()) {
            return gone(account, match, calcom);
        }
        if (local.live()) {
            return switch (match.by()) {
                case MOVED -> finding(DriftKind.TIME, account, local, calcom, false, false, "moved there");
                case KEY ->
                    calcom.movedFrom() == null
                            ? finding(DriftKind.UNDONE, account, local, calcom, true, true, "booked twice there")
                            : finding(DriftKind.TIME, account, local, calcom, false, false, "moved there");
                default ->
                    finding(DriftKind.UNDONE, account, local, calcom, true, true, "lives on there under a former uid");
            };
        }
        return local.givenUp()
                ? finding(DriftKind.UNDONE, account, local, calcom, true, calcom.movedFrom() != null, "given up here")
                : afterItsEnd(account, match, calcom);
    }

    /** Ended here and alive there: booked anew there under a new uid, or it came back to life under an old one. */
    private static Finding afterItsEnd(String account, Match match, CalcomBooking calcom) {
        var local = match.local();
        var changed = calcom.updatedAt() == null ? calcom.createdAt() : calcom.updatedAt();
        var rebooked =
                switch (match.by()) {
                    case MOVED -> true;
                    case KEY -> calcom.movedFrom() != null || changed != null && changed.isAfter(local.changedAt());
                    case CURRENT, FORMER -> false;
                };
        return rebooked
                ? finding(DriftKind.STATUS, account, local, calcom, false, false, "rebooked there")
                : finding(DriftKind.STATUS, account, local, calcom, true, true, "lives there again");
    }

    private static Finding gone(String account, Match match, CalcomBooking calcom) {
        var local = match.local();
        if (!local.live() || match.by() == By.FORMER || match.by() == By.KEY) {
            return null;
        }
        if (calcom.movedTo() != null) {
            // Its successor is on this page, on a later one, or outside the compared range.
            return match.by() == By.CURRENT
                    ? new Finding(DriftKind.TIME, account, local, calcom, true, false, "moved on there", Instant.EPOCH)
                    : null;
        }
        return finding(DriftKind.ORPHAN, account, local, calcom, false, false, "cancelled there");
    }

    private static List<Finding> differences(String account, LocalSync local, CalcomBooking calcom) {
        var found = new ArrayList<Finding>();
        if (!local.start().equals(calcom.start()) || !local.end().equals(calcom.end())) {
            found.add(finding(DriftKind.TIME, account, local, calcom, false, false, "stands at another time there"));
        }
        if (calcom.isPending() != (local.status() == SegmentStatus.PENDING)) {
            found.add(finding(
                    DriftKind.STATUS,
                    account,
                    local,
                    calcom,
                    false,
                    false,
                    calcom.isPending() ? "waits there" : "confirmed there"));
        } else {
            var absence = absence(local, calcom);
            if (!absence.isEmpty()) {
                found.add(finding(DriftKind.STATUS, account, local, calcom, false, local.segments() > 1, absence));
            }
        }
        var attendee = attendee(local, calcom);
        if (!attendee.isEmpty()) {
            // Here all segments share one attendee, so one segment's attendee in Cal.com cannot decide.
            found.add(finding(DriftKind.ATTENDEE, account, local, calcom, false, local.segments() > 1, attendee));
        }
        return found;
    }

    /** The differing members, not their values. An erased attendee never differs. */
    private static String attendee(LocalSync local, CalcomBooking calcom) {
        var change = calcom.attendees().change(local.customer());
        var differing = new ArrayList<String>();
        change.map(Attendee::name).ifPresent(name -> differing.add("name"));
        change.map(Attendee::email).ifPresent(email -> differing.add("email"));
        return differing.isEmpty() ? "" : "another " + String.join(" and ", differing);
    }

    /** Of our customer only; for a composite only a no-show counts, as segments may differ. */
    private static String absence(LocalSync local, CalcomBooking calcom) {
        var absent = calcom.attendees().absent(local.customer());
        var noShow = local.bookingStatus() == BookingStatus.NO_SHOW;
        if (absent == null || absent == noShow || !absent && local.segments() > 1) {
            return "";
        }
        return absent ? "the customer did not come" : "the customer did come";
    }

    private static Finding finding(
            DriftKind kind,
            String account,
            LocalSync local,
            CalcomBooking calcom,
            boolean suspected,
            boolean forPerson,
            String detail) {
        var changed = Stream.of(calcom.updatedAt(), calcom.createdAt(), local == null ? null : local.changedAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new Finding(kind, account, local, calcom, suspected, forPerson, detail, changed);
    }
}
