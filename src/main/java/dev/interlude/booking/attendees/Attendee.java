package dev.interlude.booking.attendees;

import dev.interlude.platform.personal.MaskedText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The customer, as passed to Cal.com.
 *
 * @param timeZone IANA zone
 * @param language ISO 639 code
 * @param phoneNumber E.164, or null
 */
public record Attendee(String name, String email, String timeZone, String language, String phoneNumber) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_WORD = 60;
    /** PostgreSQL keeps neither NUL nor half a character. */
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    /** An attendee as Cal.com has it, cut to the lengths that our own callers must keep. */
    public static Attendee of(String name, String email, String timeZone, String language, String phoneNumber) {
        return new Attendee(
                cut(name, LONGEST_NAME),
                cut(email, LONGEST_EMAIL),
                cut(timeZone, LONGEST_WORD),
                cut(language, LONGEST_WORD),
                cut(phoneNumber, LONGEST_WORD));
    }

    private static String cut(String written, int longest) {
        var text = written == null ? null : UNSTORABLE.matcher(written).replaceAll("");
        return text == null || text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }

    /** Customers are known by their address: the name of the lock of what is decided about one of them. */
    public static String lockOf(String email) {
        return "attendee " + email.toLowerCase(Locale.ROOT);
    }

    /** Masked: records end up in logs. */
    @Override
    public String toString() {
        return "Attendee[" + MaskedText.email(email) + "]";
    }
}
