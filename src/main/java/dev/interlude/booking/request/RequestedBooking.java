package dev.interlude.booking.request;

import dev.interlude.availability.search.PlanRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * What a caller requested, to offer something close to it instead.
 *
 * @param timeZone to answer in
 * @param sameStaff whether only the requested staff will do
 * @param overLimits whether our own limits do not count
 */
public record RequestedBooking(PlanRequest planRequest, ZoneId timeZone, boolean sameStaff, boolean overLimits) {

    /** Before it nothing may begin. */
    public Instant earliest(Instant now) {
        return overLimits ? now : now.plusSeconds(planRequest.service().noticeMinutes() * 60L);
    }

    public RequestedBooking bySamePeople() {
        return new RequestedBooking(planRequest, timeZone, true, overLimits);
    }

    /** Who must do a segment, by its key. */
    public Map<String, String> named() {
        var named = new HashMap<String, String>();
        if (sameStaff) {
            planRequest.segments().forEach(segment -> segment.staff()
                    .ifPresent(staff -> named.put(segment.key(), staff)));
        }
        return named;
    }
}
