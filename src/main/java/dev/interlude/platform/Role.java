package dev.interlude.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may do: read, book, administer, book beyond the salon's limits, or confirm deposits. */
public enum Role {
    READ,
    BOOK,
    ADMIN,
    EMERGENCY,
    DEPOSIT;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
