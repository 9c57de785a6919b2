package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Our segments that match a page of Cal.com's bookings.
 *
 * @param current by the uid a segment has
 * @param former by uids that segments had before
 * @param lineage by uids from which others moved a segment on
 * @param keyed by our key, the segment's id
 * @param from uid to the uid it was moved from, of all that is on the page
 */
public record Known(
        Map<String, LocalSync> current,
        Map<String, LocalSync> former,
        Map<String, LocalSync> lineage,
        Map<String, LocalSync> keyed,
        Map<String, String> from) {

    /** How a segment was recognised. */
    public enum By {
        CURRENT,
        FORMER,
        /** By the uid it was moved from. */
        MOVED,
        /** By our key, or by a former uid it was moved from. */
        KEY
    }

    /** A segment, and how it was recognised. */
    public record Match(LocalSync local, By by) {}

    /** The name of our key in Cal.com's metadata. */
    private static final String KEY = "interludeSegment";

    public static Optional<String> key(CalcomBooking calcom) {
        var key = calcom.metadata().path(KEY);
        return key.isTextual() ? Optional.of(key.asText()) : Optional.empty();
    }

    public Optional<Match> of(CalcomBooking calcom) {
        return match(current.get(calcom.uid()), By.CURRENT)
                .or(() -> match(former.get(calcom.uid()), By.FORMER))
                .or(() -> moved(calcom.movedFrom()))
                .or(() -> match(calcom.movedFrom() == null ? null : former.get(calcom.movedFrom()), By.KEY))
                .or(() -> key(calcom).flatMap(key -> match(keyed.get(key), By.KEY)));
    }

    /** It may have been moved more than once since we knew it. */
    private Optional<Match> moved(String movedFrom) {
        var passed = new HashSet<String>();
        for (var uid = movedFrom; uid != null && passed.add(uid); uid = from.get(uid)) {
            var known = current.containsKey(uid) ? current.get(uid) : lineage.get(uid);
            if (known != null) {
                return match(known, By.MOVED);
            }
        }
        return Optional.empty();
    }

    private static Optional<Match> match(LocalSync local, By by) {
        return Optional.ofNullable(local).map(h -> new Match(h, by));
    }
}
