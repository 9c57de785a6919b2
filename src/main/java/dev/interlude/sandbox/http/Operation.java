package dev.interlude.sandbox.http;

import java.util.Locale;

/** What a request asks for; faults, the request log and latency go by it. */
public enum Operation {
    SLOTS,
    CREATE,
    GET,
    LIST,
    RESCHEDULE,
    CANCEL,
    CONFIRM,
    DECLINE,
    MARK_ABSENT,
    RESERVATIONS,
    EVENT_TYPES,
    WEBHOOKS,
    ME,
    SCHEDULES,
    /** A path that does not exist. */
    OTHER;

    /** {@code mark-absent} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Operation of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
