package dev.interlude.sandbox.fault;

import java.util.Locale;

/** How a request can go wrong. */
public enum FaultKind {
    /** Answers an error without doing the work. */
    REFUSE,
    /** Answers with a status of 5xx without doing the work; 502 to 504 with the HTML page of a gateway. */
    SERVER_ERROR,
    /** Answers 429 as if the limit were reached. */
    RATE_LIMITED,
    /** Never answers and never does the work. */
    SILENCE,
    /** Does the work and never answers. */
    SILENCE_AFTER_WORK,
    /** Resets the connection without doing the work. */
    RESET,
    /** Does the work and resets the connection. */
    RESET_AFTER_WORK,
    /** Answers 200 with something that is no JSON, without doing the work. */
    GARBAGE,
    /** Does the work and answers 200 with something that is no JSON. */
    GARBAGE_AFTER_WORK,
    /** Does the work, sends half of the answer and closes the connection. */
    CUT_BODY,
    /** Does the work only after a while, even when the caller has gone. */
    LATE,
    /** Holds the request before the work until it is released or killed. */
    GATE,
    /** Does the work and holds the answer until it is released or killed. */
    GATE_AFTER_WORK;

    /** {@code cut-body}; also understands {@code 5xx} and {@code 429}. */
    public static FaultKind of(String text) {
        return switch (text) {
            case "5xx" -> SERVER_ERROR;
            case "429" -> RATE_LIMITED;
            default -> valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean worksFirst() {
        return switch (this) {
            case SILENCE_AFTER_WORK, RESET_AFTER_WORK, GARBAGE_AFTER_WORK, CUT_BODY, GATE_AFTER_WORK -> true;
            default -> false;
        };
    }
}
