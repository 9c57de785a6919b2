package dev.interlude.privacy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person was erased from.
 *
 * @param holds of offers, for them
 * @param waitlist entries of theirs
 * @param deliveries of Cal.com's
 * @param events delivered, or still to be delivered
 * @param answers kept for repeats, and those of bulks
 */
public record Erasure(int bookings, int holds, int waitlist, int deliveries, int events, int answers) {

    public boolean isNothing() {
        return bookings + holds + waitlist + deliveries + events + answers == 0;
    }

    public Map<String, Object> view() {
        var view = new LinkedHashMap<String, Object>();
        view.put("bookings", bookings);
        view.put("holds", holds);
        view.put("waitlist", waitlist);
        view.put("deliveries", deliveries);
        view.put("events", events);
        view.put("answers", answers);
        return view;
    }
}
