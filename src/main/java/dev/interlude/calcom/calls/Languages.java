package dev.interlude.calcom.calls;

import java.util.Set;

/** Fits an attendee's language into those that Cal.com writes its mails in; it refuses all others. */
public final class Languages {

    private static final String OTHERWISE = "en";

    private static final Set<String> KNOWN = Set.of(
            "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "es-419", "et", "eu", "fi", "fr", "he",
            "hr", "hu", "id", "it", "iw", "ja", "km", "ko", "lv", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk",
            "sr", "sv", "ta", "th", "tr", "uk", "vi", "zh-CN", "zh-TW");

    private Languages() {}

    /** The language itself, or the one it is a variety of ({@code de-AT} is {@code de}), or English. */
    public static String fit(String language) {
        if (KNOWN.contains(language)) {
            return language;
        }
        var root = language.split("-", 2)[0];
        return KNOWN.contains(root) ? root : OTHERWISE;
    }
}
