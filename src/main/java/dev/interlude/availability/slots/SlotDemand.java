package dev.interlude.availability.slots;

import java.time.Duration;

/**
 * What a caller needs free times for.
 *
 * @param patience how long the caller waits for the answer; null: the default
 * @param whole whether nothing may be left out
 * @param certain whether a booking is decided with them: nothing older than {@code believed} will do
 */
public record SlotDemand(Duration patience, boolean whole, boolean certain) {

    /** A search: slots that cannot be read in time are left out. */
    public static final SlotDemand SEARCH = new SlotDemand(null, false, false);

    /** An answer that must be complete; older slots will do while Cal.com cannot be reached. */
    public static final SlotDemand WHOLE = new SlotDemand(null, true, false);

    /** A booking. */
    public static final SlotDemand BOOKING = new SlotDemand(null, true, true);

    /** What the calls for it count as when calls are scarce. */
    public String purpose() {
        return certain ? "book" : "search";
    }

    public static SlotDemand searchWithin(Duration wait) {
        return new SlotDemand(wait, false, false);
    }
}
