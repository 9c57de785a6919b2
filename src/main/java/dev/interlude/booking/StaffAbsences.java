package dev.interlude.booking;

import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is away when. */
public interface StaffAbsences {

    /** Staff to the times at which they are away. */
    Map<String, List<Interval>> during(Instant from, Instant to);

    /**
     * To be called first of all in the transaction that will take these times, so that an absence that is stored at the
     * same time either finds what is taken, or is seen here.
     *
     * @throws StaffAbsent when one of the people is away then
     */
    void requirePresent(Collection<StaffTime> times);

    /** Who of these people is away, and until when, in a sentence for the caller; empty if none is. */
    Optional<String> sentence(Collection<StaffTime> times);
}
