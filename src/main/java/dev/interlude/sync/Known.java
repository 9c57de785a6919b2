package dev.interlude.sync;

import dev.interlude.booking.SeenBooking;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * What our books say about a page of Cal.com's bookings.
 *
 * @param current by the uid a segment has
 * @param former by uids that segments had before
 * @param lineage by uids from which others moved a segment on
 * @param keyed by our key, the segment's id
 * @param from uid to the uid it was moved from, of all that is on the page
 */
public record Known(
        Map<String, Here> current,
        Map<String, Here> former,
        Map<String, Here> lineage,
        Map<String, Here> keyed,
        Map<String, String> from) {

    /** How a segment was recognised. */
    public enum By {
        CURRENT,
        FORMER,
        /** It was moved there from a uid that we know. */
        MOVED,
        KEY
    }

    /** A segment, and how it was recognised. */
    public record Match(Here here, By by) {}

    /** The name of our key in Cal.com's metadata. */
    private static final String KEY = "interludeSegment";

    public static Optional<String> key(SeenBooking there) {
        var key = there.metadata().path(KEY);
        return key.isTextual() ? Optional.of(key.asText()) : Optional.empty();
    }

    public Optional<Match> of(SeenBooking there) {
        return match(current.get(there.uid()), By.CURRENT)
                .or(() -> match(former.get(there.uid()), By.FORMER))
                .or(() -> moved(there.movedFrom()))
                .or(() -> key(there).flatMap(key -> match(keyed.get(key), By.KEY)));
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

    private static Optional<Match> match(Here here, By by) {
        return Optional.ofNullable(here).map(h -> new Match(h, by));
    }
}
