package dev.interlude.booking.holds;

import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.WallClock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds as callers see them, and as events show them: nothing in it is about the customer. */
public class HoldView {

    public Map<String, Object> of(OfferHold hold) {
        var offer = OfferAnswer.of(hold.offer(), hold.timeZone());
        var view = new LinkedHashMap<String, Object>();
        view.put("id", hold.id());
        view.put("status", hold.status());
        view.put("endsAt", WallClock.written(hold.endsAt(), hold.timeZone()));
        view.put("secondsLeft", hold.secondsLeft());
        view.put("extended", hold.extended());
        view.put("bookingId", hold.booking());
        view.put("service", hold.offer().service());
        view.put("timeZone", hold.timeZone().getId());
        view.put("start", offer.start());
        view.put("end", offer.end());
        view.put("segments", offer.segments());
        view.put("pauses", offer.pauses());
        view.put("createdAt", hold.createdAt().toString());
        return view;
    }
}
