package dev.interlude.booking;

import dev.interlude.platform.MaskedText;

/**
 * The customer, as Cal.com is told.
 *
 * @param timeZone IANA zone
 * @param language ISO 639 code
 * @param phoneNumber E.164, or null
 */
public record Attendee(String name, String email, String timeZone, String language, String phoneNumber) {

    /** Masked: records end up in logs. */
    @Override
    public String toString() {
        return "Attendee[" + MaskedText.email(email) + "]";
    }
}
