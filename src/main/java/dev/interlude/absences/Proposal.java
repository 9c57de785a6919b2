package dev.interlude.absences;

import dev.interlude.availability.search.Offer;
import dev.interlude.booking.Booking;
import dev.interlude.catalog.Service;
import java.util.Locale;

/**
 * What could be done with a booking that an absence concerns.
 *
 * @param form its service as it was booked; null where it cannot be moved
 * @param offer to which it can be moved; null where there is none
 */
public record Proposal(Booking booking, Way way, Service form, Offer offer) {

    /** How the appointment could take place after all, the best first. */
    public enum Way {
        /** At its time, with another person. */
        SAME_TIME,
        /** At the nearest time at which all its segments are free. */
        OTHER_TIME,
        NONE,
        /** None is needed: it is to stay. */
        KEPT,
        /** Not all free times could be read in time. */
        UNKNOWN;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Proposal without(Booking booking, Way way) {
        return new Proposal(booking, way, null, null);
    }
}
