package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeStretches;
import dev.interlude.availability.slots.Interval;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The staff's known days, to measure how tightly an offer fits ({@link Order#TIGHTEST}).
 *
 * <p>The idle time beside a segment is the time from its start back to the nearest neighbour and from its end on to the
 * nearest neighbour, on the local day it starts. Neighbours are busy intervals of the same staff member, what their
 * free slots leave out (so do appointments made in Cal.com by others, {@link FreeStretches}), and the edges of their
 * day: the first and last second for which a free slot or a busy interval is known. Of its two sides the shorter
 * counts, since that remnant is the harder to sell, and nothing counts when it is joined. Offers with equal sums of the
 * shorter sides are compared by the sums of both sides: filling a hole beats joining one side of a wide one. The
 * offer's own segments are no neighbours of each other.
 *
 * @param zone the salon's, which says where its days begin
 * @param busy staff id to intervals known to be booked or held, in any order; a staff member may be absent
 */
public record Diary(ZoneId zone, Map<String, List<Interval>> busy) {

    /** Nothing is known but the free slots. */
    public static Diary blank(ZoneId zone) {
        return new Diary(zone, Map.of());
    }
}
