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

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_WORD = 60;

    /** As Cal.com writes somebody, who may have written anything there: no longer than callers of ours may. */
    public static Attendee of(String name, String email, String timeZone, String language, String phoneNumber) {
        return new Attendee(
                cut(name, LONGEST_NAME),
                cut(email, LONGEST_EMAIL),
                cut(timeZone, LONGEST_WORD),
                cut(language, LONGEST_WORD),
                cut(phoneNumber, LONGEST_WORD));
    }

    private static String cut(String text, int longest) {
        return text == null || text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }

    /** Masked: records end up in logs. */
    @Override
    public String toString() {
        return "Attendee[" + MaskedText.email(email) + "]";
    }
}
