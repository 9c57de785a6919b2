package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back from Cal.com, read but not yet understood. */
public sealed interface CalcomAnswer {

    /**
     * A 2xx.
     *
     * @param data of its envelope; a null node when there was none
     * @param pagination of its envelope; missing but for lists of bookings
     */
    record Success(JsonNode data, JsonNode pagination) implements CalcomAnswer {

        /** Without the data, which speaks of people. */
        @Override
        public String toString() {
            return "Success[]";
        }
    }

    /** A 4xx that can be read: Cal.com has decided. {@code message} is upstream text, for matching only. */
    record Refusal(int status, String code, String message) implements CalcomAnswer {

        public boolean says(String part) {
            return message.contains(part);
        }

        /** Without the message, which may speak of people. */
        @Override
        public String toString() {
            return "Refusal[" + status + " " + code + "]";
        }
    }

    /**
     * No reliable answer came back.
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
        /** Our own limit: nothing was sent. */
        OVER_BUDGET,
        /** Cal.com has blocked the account: nothing was sent. */
        HELD_BACK,
        /** All our own connections were busy: nothing was sent, and Cal.com has nothing to do with it. */
        CROWDED
    }
}
