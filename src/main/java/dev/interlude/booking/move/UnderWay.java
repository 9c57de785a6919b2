package dev.interlude.booking.move;

import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What may still be moved or changed of a composite that has begun: its start stays, and so does every segment that has begun. */
final class UnderWay {

    private UnderWay() {}

    /** Whether some of its segments have begun, and others have not. */
    static boolean isOn(Booking booking, Instant now) {
        return booking.segments().stream().anyMatch(s -> hasBegun(s, now))
                && booking.segments().stream().anyMatch(s -> now.isBefore(s.start()));
    }

    static boolean hasBegun(BookedSegment segment, Instant now) {
        return segment.stands() && !now.isBefore(segment.start());
    }

    /** Rejects changes to segments that have begun and times in the past. */
    static List<FieldError> check(Booking booking, Instant start, List<RequestedSegment> requested, Instant now) {
        var errors = new ArrayList<FieldError>();
        if (!isOn(booking, now)) {
            if (booking.segments().size() > 1 && booking.segments().stream().anyMatch(s -> hasBegun(s, now))) {
                errors.add(new FieldError("/start", "cannot be changed: every part of this booking has begun"));
            }
            return errors;
        }
        var first = booking.segments().get(0);
        if (!start.equals(first.start())) {
            errors.add(new FieldError(
                    "/start",
                    "must stay " + first.start() + ", as " + first.key()
                            + " has begun; name under `segments` what is to be shifted"));
        }
        for (int i = 0; i < requested.size(); i++) {
            var change = requested.get(i);
            var segment = booking.segment(change.key());
            var pointer = "/segments/" + i;
            if (segment.filter(s -> hasBegun(s, now)).isPresent()) {
                if (change.start()
                        .filter(at -> !at.equals(segment.get().start()))
                        .isPresent()) {
                    errors.add(new FieldError(pointer + "/start", change.key() + " has begun and cannot be moved"));
                }
                if (change.staff()
                        .filter(who -> !who.equals(segment.get().staff()))
                        .isPresent()) {
                    errors.add(
                            new FieldError(pointer + "/staff", change.key() + " has begun; its staff stays the same"));
                }
            } else if (change.start().filter(at -> at.isBefore(now)).isPresent()) {
                errors.add(new FieldError(pointer + "/start", "must not be in the past"));
            }
        }
        return errors;
    }

    /**
     * The same for a change.
     *
     * @param form what is to be booked afterwards
     */
    static List<FieldError> check(
            Booking booking, Service form, Instant start, List<RequestedSegment> requested, Instant now) {
        if (!isOn(booking, now)) {
            var begun = booking.segments().stream().anyMatch(s -> hasBegun(s, now));
            return begun
                    ? List.of(new FieldError("", "cannot be changed: every part of this booking has begun"))
                    : start.isBefore(now) ? List.of(new FieldError("/start", "must not be in the past")) : List.of();
        }
        var errors = new ArrayList<>(check(booking, start, requested, now));
        var begun = booking.segments().stream().filter(s -> hasBegun(s, now)).toList();
        for (int i = 0; i < begun.size(); i++) {
            var stands = begun.get(i);
            var kept = form.segment(stands.key());
            if (kept.isEmpty()) {
                errors.add(new FieldError("/drop", stands.key() + " has begun and cannot be dropped"));
            } else if (!kept.get().eventTypes().containsValue(stands.eventTypeId())) {
                errors.add(new FieldError("/segments", stands.key() + " has begun; its length stays the same"));
            }
            if (i < form.segments().size() && !form.segments().get(i).key().equals(stands.key())) {
                errors.add(new FieldError(
                        "/add",
                        form.segments().get(i).key() + " would come before " + stands.key() + ", which has begun"));
            }
        }
        return errors;
    }
}
