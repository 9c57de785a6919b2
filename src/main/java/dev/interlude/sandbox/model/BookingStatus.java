package dev.interlude.sandbox.model;

import java.util.Locale;

/** What became of a booking. */
public enum BookingStatus {
    ACCEPTED,
    PENDING,
    CANCELLED,
    REJECTED;

    /** As answers say it; webhooks say it in capitals. */
    public String inAnswers() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isOpen() {
        return this == ACCEPTED || this == PENDING;
    }
}
