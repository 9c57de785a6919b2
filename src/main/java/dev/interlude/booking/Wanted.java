package dev.interlude.booking;

import dev.interlude.availability.Wish;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * What a caller asked for, so that something close to it can be offered instead.
 *
 * @param timeZone to answer in
 * @param sameStaff whether only the people named in the wish will do
 * @param overLimits whether our own limits do not count
 */
public record Wanted(Wish wish, ZoneId timeZone, boolean sameStaff, boolean overLimits) {

    /** Before it nothing may begin. */
    Instant earliest(Instant now) {
        return overLimits ? now : now.plusSeconds(wish.service().noticeMinutes() * 60L);
    }

    /** Who must do a segment, by its key. */
    Map<String, String> named() {
        var named = new HashMap<String, String>();
        if (sameStaff) {
            wish.segments().forEach(segment -> segment.staff().ifPresent(staff -> named.put(segment.key(), staff)));
        }
        return named;
    }
}
