package dev.interlude.calcom;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Fits an attendee's language into what Cal.com takes: it refuses a booking whose language it does not know. */
final class Languages {

    private static final Set<String> KNOWN = Set.of(
            "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "es-419", "et", "eu", "fi", "fr", "he", "hr",
            "hu", "id", "it", "iw", "ja", "km", "ko", "lv", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sr",
            "sv", "ta", "th", "tr", "uk", "vi", "zh-CN", "zh-TW", "az");

    private Languages() {}

    /** The language itself, or without its region; empty leaves the choice to Cal.com. */
    static Optional<String> fit(String language) {
        return Stream.of(language, language.replaceFirst("-.*", ""))
                .filter(KNOWN::contains)
                .findFirst();
    }
}
