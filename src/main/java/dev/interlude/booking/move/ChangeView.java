package dev.interlude.booking.move;

import dev.interlude.availability.WallClock;
import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingWarning;
import dev.interlude.booking.move.SegmentChange.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a change does, as callers and subscribers see it. */
public class ChangeView {

    /** The answer to a dry run. */
    public Map<String, Object> rehearsed(Booking booking, MovePlan plan, List<BookingWarning> warnings) {
        var zone = booking.timeZone();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", booking.id());
        view.put("dryRun", true);
        view.put("start", time(plan.start(), zone));
        view.put("end", time(plan.end(), zone));
        view.put("changes", changes(plan.changes(), zone));
        if (warnings != null && !warnings.isEmpty()) {
            view.put("warnings", warnings);
        }
        return view;
    }

    /** Times in the booking's own zone. */
    public static List<Map<String, Object>> changes(List<SegmentChange> changes, ZoneId zone) {
        return changes.stream().map(change -> change(change, zone)).toList();
    }

    private static Map<String, Object> change(SegmentChange change, ZoneId zone) {
        var view = new LinkedHashMap<String, Object>();
        view.put("key", change.key());
        view.put("what", change.what());
        view.put("from", place(change.from(), zone));
        view.put("to", place(change.to(), zone));
        view.put("waitsAt", place(change.waitsAt(), zone));
        return view;
    }

    private static Map<String, Object> place(Place place, ZoneId zone) {
        if (place == null) {
            return null;
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("staff", place.staff());
        view.put("start", time(place.start(), zone));
        view.put("end", time(place.end(), zone));
        return view;
    }

    private static String time(Instant at, ZoneId zone) {
        return WallClock.written(at, zone);
    }
}
