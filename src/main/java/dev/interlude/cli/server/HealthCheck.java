package dev.interlude.cli.server;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.interlude.cli.CommandFailed;
import java.util.Locale;

/**
 * The result of one check.
 *
 * @param next what to do; null if there is nothing to do
 */
record HealthCheck(String name, State state, String text, String next) {

    enum State {
        GOOD,
        WARNING,
        BAD;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static HealthCheck good(String name, String text) {
        return new HealthCheck(name, State.GOOD, text, null);
    }

    static HealthCheck warning(String name, String text, String next) {
        return new HealthCheck(name, State.WARNING, text, next);
    }

    static HealthCheck bad(String name, String text, String next) {
        return new HealthCheck(name, State.BAD, text, next);
    }

    static HealthCheck bad(String name, CommandFailed failure) {
        return bad(name, failure.getMessage(), failure.next());
    }

    String mark() {
        return switch (state) {
            case GOOD -> "✓";
            case WARNING -> "!";
            case BAD -> "✗";
        };
    }
}
