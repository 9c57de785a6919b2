package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back from Cal.com, read but not yet understood. */
public sealed interface CalcomAnswer {

    /** A 2xx with the {@code data} of its envelope; a null node when there was none. */
    record Success(JsonNode data) implements CalcomAnswer {}

    /** A 4xx that can be read: Cal.com has decided. {@code message} is upstream text, for matching and logs only. */
    record Refusal(int status, String code, String message) implements CalcomAnswer {

        boolean says(String part) {
            return message.contains(part);
        }
    }

    /**
     * Nothing that can be relied on came back.
     *
     * @param sent whether the request may have reached Cal.com
     * @param retryAfterSeconds when to try again, as far as it is known
     */
    record Trouble(Kind kind, boolean sent, int retryAfterSeconds, String detail) implements CalcomAnswer {}

    enum Kind {
        UNREACHABLE,
        SILENT,
        BROKEN_OFF,
        SERVER_ERROR,
        MALFORMED,
        BLOCKED,
        BREAKER_OPEN,
        OVER_BUDGET
    }
}
