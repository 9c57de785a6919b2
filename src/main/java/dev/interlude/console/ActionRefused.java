package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;

/** Why the API did not do what the console asked for; the message is for people. */
final class ActionRefused extends RuntimeException {

    private final int status;

    /** @param status of the page that shows it */
    ActionRefused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    ActionRefused(int status, JsonNode problem) {
        super(text(status, problem), null, false, false);
        this.status = status;
    }

    /** The HTTP status of the page that shows it. */
    int status() {
        return status;
    }

    private static String text(int status, JsonNode problem) {
        var text = new StringBuilder(
                problem.path("detail").asText(problem.path("title").asText("HTTP " + status)));
        problem.path("errors")
                .forEach(error -> text.append(' ').append(error.path("detail").asText()));
        return text.toString();
    }
}
