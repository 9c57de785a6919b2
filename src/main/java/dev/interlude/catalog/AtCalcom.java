package dev.interlude.catalog;

/**
 * What becomes of an appointment of several segments when others change one of them in Cal.com.
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
        /** The others stay, and a person is told. */
        FLAG
    }

    /** When the pauses no longer fit. */
    public enum Moved {
        /** So be it. */
        ACCEPT,
        /** A person is told. */
        FLAG,
        /** The other segments are moved so that the pauses fit again; if that cannot be, a person is told. */
        RE_PLAN
    }
}
