package dev.interlude.booking.holds;

import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.WallClock;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.units.HeldUnit;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds as callers see them, and as events show them: nothing in it is about the customer. */
public class HoldView {

    public Map<String, Object> of(OfferHold hold) {
        return of(hold, hold.timeZone());
    }

    public Map<String, Object> list(List<OfferHold> holds, BookingFilter filter) {
        return Map.of(
                "holds",
                holds.stream()
                        .map(hold -> of(hold, filter.timeZone() == null ? hold.timeZone() : filter.timeZone()))
                        .toList());
    }

    private static Map<String, Object> of(OfferHold hold, ZoneId zone) {
        var offer = OfferAnswer.of(hold.offer(), zone);
        var view = new LinkedHashMap<String, Object>();
        view.put("id", hold.id());
        view.put("status", hold.status());
        view.put("endsAt", WallClock.written(hold.endsAt(), zone));
        view.put("secondsLeft", hold.secondsLeft());
        view.put("extended", hold.extended());
        view.put("bookingId", hold.booking());
        view.put("service", hold.offer().service());
        view.put("timeZone", zone.getId());
        view.put("start", offer.start());
        view.put("end", offer.end());
        view.put("segments", offer.segments());
        view.put("pauses", offer.pauses());
        view.put("resources", HeldUnit.shown(hold.units(), zone));
        view.put("createdAt", hold.createdAt().toString());
        return view;
    }
}
