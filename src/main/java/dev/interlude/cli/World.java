package dev.interlude.cli;

import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param environment its variables
 * @param terminal whether a person is watching: then progress is drawn in place
 */
public record World(Map<String, String> environment, boolean terminal) {

    static World real() {
        return new World(System.getenv(), System.console() != null);
    }

    /** A variable of the environment; an empty one counts as not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
