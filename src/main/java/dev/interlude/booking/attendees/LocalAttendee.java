package dev.interlude.booking.attendees;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.personal.MaskedText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The customer of a booking as we know them, with what Cal.com last showed in their place.
 *
 * @param name null, as the address, once they were erased
 * @param shownEmail digest of the address that Cal.com last showed for them with this segment, or null
 * @param shownName the same of the name
 */
public record LocalAttendee(String name, String email, String phone, String shownEmail, String shownName) {

    /** Whether what Cal.com shows is what it showed before. */
    static boolean isShown(String text, String digest) {
        return digest(text) != null && digest(text).equals(digest);
    }

    /** A digest that tells whether a text changed without storing it; null for none. */
    public static String digest(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(
                            sha256.digest(text.strip().toLowerCase(Locale.ROOT).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether Cal.com has not shown them so before. */
    public boolean isNew(Attendee who) {
        return isNew(who.email(), shownEmail) || isNew(who.name(), shownName);
    }

    private static boolean isNew(String text, String digest) {
        return digest(text) != null && !digest(text).equals(digest);
    }

    /** Masked: records end up in logs. */
    @Override
    public String toString() {
        return "KnownAttendee[" + MaskedText.email(email) + "]";
    }
}
