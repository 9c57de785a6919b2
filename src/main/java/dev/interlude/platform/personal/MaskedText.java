package dev.interlude.platform.personal;

/** Masks attendees in logs: recognisable to those who know them, useless to others. */
public final class MaskedText {

    private MaskedText() {}

    /** {@code zoe@example.com} becomes {@code z***@example.com}. */
    public static String email(String email) {
        if (email == null) {
            return "";
        }
        var at = email.lastIndexOf('@');
        return at < 1 ? "***" : email.substring(0, email.offsetByCodePoints(0, 1)) + "***" + email.substring(at);
    }

    /** {@code +4915112345678} becomes {@code ***78}. */
    public static String phone(String number) {
        return number == null || number.length() < 6 ? "***" : "***" + number.substring(number.length() - 2);
    }
}
