package dev.interlude.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may do: look, book, run the place, or book over the salon's own limits. */
public enum Role {
    READ,
    BOOK,
    ADMIN,
    EMERGENCY;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
