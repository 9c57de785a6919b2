package dev.interlude.absences;

import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.WallClock;
import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Absences as callers see them. Events show them without the reason, which is between the person and the salon. */
public class AbsenceView {

    private static final String CALCOM = "calcom";

    private final BookingView bookings;

    public AbsenceView(BookingView bookings) {
        this.bookings = bookings;
    }

    /** Without the bookings it concerns. */
    public Map<String, Object> of(Absence absence) {
        var view = announced(absence);
        view.put("reason", absence.reason());
        view.put("createdBy", absence.createdBy());
        view.put("createdAt", absence.createdAt().toString());
        view.put("endedAt", absence.endedAt() == null ? null : absence.endedAt().toString());
        return view;
    }

    /** With the bookings it concerns. */
    public Map<String, Object> full(Absence absence, List<Proposal> proposals, boolean stale) {
        var view = of(absence);
        view.put("stale", stale);
        view.put(
                "bookings",
                proposals.stream().map(proposal -> concerned(absence, proposal)).toList());
        return view;
    }

    /** As events show it. */
    public Map<String, Object> announced(Absence absence) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", absence.id());
        view.put("staff", absence.staff());
        view.put("resource", absence.resource());
        view.put("unit", absence.unit());
        view.put("status", absence.stands() ? "ACTIVE" : "ENDED");
        view.put("from", time(absence, absence.from()));
        view.put("to", time(absence, absence.to()));
        view.put("timeZone", absence.timeZone().getId());
        return view;
    }

    private Map<String, Object> concerned(Absence absence, Proposal proposed) {
        var booking = proposed.booking();
        var view = new LinkedHashMap<String, Object>();
        view.put("booking", bookings.shown(booking, absence.timeZone()));
        view.put(
                "parts",
                booking.segments().stream()
                        .filter(absence::concerns)
                        .map(Booking.BookedSegment::key)
                        .toList());
        view.put("madeAtCalcom", booking.origin().equals(CALCOM));
        var proposal = new LinkedHashMap<String, Object>();
        proposal.put("way", proposed.way().text());
        proposal.put(
                "offer",
                proposed.offer() == null
                        ? null
                        : OfferAnswer.of(proposed.offer(), absence.timeZone(), proposed.form()));
        view.put("proposal", proposal);
        return view;
    }

    private static String time(Absence absence, Instant instant) {
        return WallClock.written(instant, absence.timeZone());
    }
}
