package dev.interlude.calcom;

import java.util.Locale;

/** Calls that fail together: each group of an account has its own breaker. */
public enum CallGroup {
    SLOTS,
    BOOKINGS_READ,
    BOOKINGS_WRITE,
    SETTINGS;

    /** As shown in metrics: {@code bookings-read}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of an account's breaker of this group: {@code salon/slots}. */
    public String breakerOf(String account) {
        return account + "/" + text();
    }
}
