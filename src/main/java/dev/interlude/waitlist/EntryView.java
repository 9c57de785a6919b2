package dev.interlude.waitlist;

import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.WallClock;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.jdbc.HoldReader;
import dev.interlude.waitlist.Wanted.TimeOfDay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries of the waiting list as callers see them, and, without the customer, as events show them. */
public class EntryView {

    private final HoldReader holds;

    public EntryView(HoldReader holds) {
        this.holds = holds;
    }

    public Map<String, Object> of(Entry entry) {
        var view = announced(entry);
        var attendee = new LinkedHashMap<String, Object>();
        attendee.put("name", entry.attendee().name());
        attendee.put("email", entry.attendee().email());
        attendee.put("timeZone", entry.attendee().timeZone());
        attendee.put("language", entry.attendee().language());
        attendee.put("phoneNumber", entry.attendee().phoneNumber());
        view.put("attendee", attendee);
        view.put("notes", entry.notes());
        view.put("metadata", entry.metadata());
        return view;
    }

    /** One page; {@code found} holds one entry more than the limit when there is a next one. */
    public Map<String, Object> page(List<Entry> found, EntryFilter filter) {
        var shown = found.subList(0, Math.min(filter.limit(), found.size()));
        var page = new LinkedHashMap<String, Object>();
        page.put("entries", shown.stream().map(this::of).toList());
        page.put(
                "nextCursor",
                found.size() > filter.limit() ? shown.get(filter.limit() - 1).id() : null);
        return page;
    }

    /** Nothing in it is about the customer. */
    public Map<String, Object> announced(Entry entry) {
        var wanted = entry.wanted();
        var zone = wanted.zone();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", entry.id());
        view.put("status", entry.status());
        view.put("service", wanted.service());
        view.put("timeZone", zone.getId());
        view.put("from", WallClock.written(wanted.from(), zone));
        view.put("to", WallClock.written(wanted.to(), zone));
        view.put(
                "daysOfWeek",
                wanted.days().stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .toList());
        view.put("timesOfDay", wanted.times().stream().map(EntryView::time).toList());
        view.put("staff", List.copyOf(wanted.staff()));
        view.put("standsUntil", WallClock.written(entry.standsUntil(), zone));
        view.put("offerSeconds", entry.offerSeconds());
        view.put("waitingSince", entry.since().toString());
        view.put("offer", entry.offer() == null ? null : offer(holds.placed(entry.offer()), entry));
        view.put("bookingId", entry.booking());
        view.put("createdAt", entry.createdAt().toString());
        return view;
    }

    private static Map<String, Object> offer(OfferHold hold, Entry entry) {
        if (hold == null) {
            return null;
        }
        var offer = OfferAnswer.of(hold.offer(), entry.wanted().zone());
        var view = new LinkedHashMap<String, Object>();
        view.put("endsAt", WallClock.written(hold.endsAt(), entry.wanted().zone()));
        view.put("secondsLeft", hold.secondsLeft());
        view.put("start", offer.start());
        view.put("end", offer.end());
        view.put("segments", offer.segments());
        view.put("pauses", offer.pauses());
        return view;
    }

    private static Map<String, String> time(TimeOfDay time) {
        return Map.of("from", time.from().toString(), "to", time.to().toString());
    }
}
