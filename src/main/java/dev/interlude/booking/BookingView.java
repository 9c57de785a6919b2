package dev.interlude.booking;

import dev.interlude.availability.WallClock;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.units.HeldUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bookings as callers see them: times in the booking's own zone, our ids, Cal.com's uid beside each segment. */
public class BookingView {

    /** On the clock of a zone; null: on its own. */
    public Map<String, Object> shown(Booking booking, ZoneId zone) {
        return of(zone == null ? booking : booking.in(zone));
    }

    public Map<String, Object> of(Booking booking) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", booking.id());
        view.put("service", booking.service());
        view.put("status", booking.status());
        view.put("start", time(booking.start(), booking.timeZone()));
        view.put("end", time(booking.end(), booking.timeZone()));
        view.put("timeZone", booking.timeZone().getId());
        view.put(
                "segments",
                booking.segments().stream()
                        .map(s -> segment(s, booking.timeZone()))
                        .toList());
        view.put("pauses", pauses(booking));
        view.put(
                "resources",
                HeldUnit.shown(
                        booking.segments().stream()
                                .flatMap(s -> s.units().stream())
                                .toList(),
                        booking.timeZone()));
        view.put("attendee", attendee(booking.attendee()));
        view.put("notes", booking.notes());
        view.put("metadata", booking.metadata());
        view.put("seriesId", booking.seriesId());
        view.put("linkedTo", booking.linkedTo());
        view.put("shiftedFrom", booking.shiftedFrom() == null ? null : time(booking.shiftedFrom(), booking.timeZone()));
        view.put("deposit", deposit(booking));
        view.put("origin", booking.origin());
        view.put("version", booking.version());
        view.put("sagaId", booking.saga());
        view.put("traceId", booking.traceId());
        view.put("createdAt", booking.createdAt().toString());
        view.put("updatedAt", booking.updatedAt().toString());
        return view;
    }

    /** What the page that takes a deposit must know, and no more: nothing of the customer. */
    public Map<String, Object> deposited(Booking booking) {
        var view = new LinkedHashMap<String, Object>();
        view.put("bookingId", booking.id());
        view.put("status", booking.status());
        view.put("deposit", deposit(booking));
        return view;
    }

    private static Map<String, Object> deposit(Booking booking) {
        if (booking.deposit() == null) {
            return null;
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("status", booking.deposit().status());
        view.put("until", time(booking.deposit().until(), booking.timeZone()));
        return view;
    }

    /**
     * With what its caller may not have meant; without the member where there is nothing to warn of, as in every other answer.
     *
     * @param warnings null where nothing was looked for
     */
    public Map<String, Object> warned(Booking booking, List<BookingWarning> warnings) {
        var view = of(booking);
        if (warnings != null && !warnings.isEmpty()) {
            view.put("warnings", warnings);
        }
        return view;
    }

    /** 201 when Cal.com has decided, 202 while it has not. */
    public int statusOfPlacing(Booking booking) {
        return booking.status() == BookingStatus.BOOKING ? 202 : 201;
    }

    /** 200 when Cal.com has agreed, 202 while it has not. */
    public int statusOfCancelling(Booking booking) {
        return booking.status() == BookingStatus.CANCEL_PENDING ? 202 : 200;
    }

    /** 200 when Cal.com has agreed to what its host has decided, 202 while it has not. */
    public int statusOfDeciding(Booking booking, boolean underWay) {
        return underWay || booking.status() == BookingStatus.CANCEL_PENDING ? 202 : 200;
    }

    /** 200 when every segment has arrived, 202 while some are on their way. */
    public int statusOfMoving(Booking booking) {
        return booking.status() == BookingStatus.RESCHEDULING ? 202 : 200;
    }

    /** One page; {@code found} holds one booking more than the limit when there is a next one. */
    public Map<String, Object> page(List<Booking> found, BookingFilter filter) {
        var limit = filter.limit();
        var shown = found.subList(0, Math.min(limit, found.size()));
        var page = new LinkedHashMap<String, Object>();
        page.put(
                "bookings", shown.stream().map(b -> shown(b, filter.timeZone())).toList());
        page.put("nextCursor", found.size() > limit ? cursor(shown.get(limit - 1)) : null);
        return page;
    }

    public Map<String, Object> history(List<HistoryEntry> entries) {
        return Map.of(
                "events",
                entries.stream()
                        .map(e -> {
                            var event = new LinkedHashMap<String, Object>();
                            event.put("at", e.at().toString());
                            event.put("what", e.what());
                            event.put("by", e.by());
                            event.put("detail", e.detail());
                            event.put("sagaId", e.saga());
                            event.put("traceId", e.traceId());
                            return event;
                        })
                        .toList());
    }

    private static String cursor(Booking last) {
        return new BookingFilter.Cursor(last.start(), last.id()).text();
    }

    private static Map<String, Object> segment(BookedSegment segment, ZoneId zone) {
        var calcom = new LinkedHashMap<String, Object>();
        calcom.put("uid", segment.calcomUid());
        calcom.put("eventTypeId", segment.eventTypeId());
        var view = new LinkedHashMap<String, Object>();
        view.put("key", segment.key());
        view.put("staff", segment.staff());
        view.put("start", time(segment.start(), zone));
        view.put("end", time(segment.end(), zone));
        view.put("status", segment.status());
        view.put("calcom", calcom);
        return view;
    }

    private static List<Map<String, Object>> pauses(Booking booking) {
        var pauses = new ArrayList<Map<String, Object>>();
        for (int i = 1; i < booking.segments().size(); i++) {
            var before = booking.segments().get(i - 1);
            var after = booking.segments().get(i);
            var minutes = Duration.between(before.end(), after.start()).toMinutes();
            if (minutes > 0) {
                var pause = new LinkedHashMap<String, Object>();
                pause.put("after", before.key());
                pause.put("start", time(before.end(), booking.timeZone()));
                pause.put("end", time(after.start(), booking.timeZone()));
                pause.put("minutes", minutes);
                pauses.add(pause);
            }
        }
        return pauses;
    }

    private static Map<String, Object> attendee(Attendee attendee) {
        var view = new LinkedHashMap<String, Object>();
        view.put("name", attendee.name());
        view.put("email", attendee.email());
        view.put("timeZone", attendee.timeZone());
        view.put("language", attendee.language());
        view.put("phoneNumber", attendee.phoneNumber());
        return view;
    }

    private static String time(Instant instant, ZoneId zone) {
        return WallClock.written(instant, zone);
    }
}
