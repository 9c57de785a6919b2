package dev.interlude.catalog;

/**
 * What happens to a composite appointment when one of its segments is changed in Cal.com.
 *
 * @param cancelled when a segment is cancelled there, or its host declines it
 * @param moved when a segment is moved there, and the pauses no longer fit
 */
public record AtCalcom(Cancelled cancelled, Moved moved) {

    public static final AtCalcom DEFAULT = new AtCalcom(Cancelled.CANCEL_REST, Moved.FLAG);

    /** When a segment is gone. */
    public enum Cancelled {
        /** The others are cancelled too. */
        CANCEL_REST,
        /** The others stay, and the booking is flagged for a person. */
        FLAG
    }

    /** When the pauses no longer fit. */
    public enum Moved {
        /** Nothing. */
        ACCEPT,
        /** The booking is flagged for a person. */
        FLAG,
        /**
         * The other segments are moved so that the pauses fit again; if that is impossible, the booking is flagged for
         * a person.
         */
        RE_PLAN
    }
}
