package dev.interlude.calcom.budget;

import java.util.Locale;

/** Who goes first when calls to Cal.com are scarce, in this order. */
public enum Priority {
    /** Undoes what must not stay: it may take the very last call. */
    COMPENSATE,
    /** A customer cancels. */
    CANCEL,
    /** A customer books or moves a booking. */
    BOOK,
    /** A customer looks for free times. */
    SEARCH,
    /** No caller waits. */
    SYNC;

    static Priority of(String purpose) {
        return valueOf(purpose.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
