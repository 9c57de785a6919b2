package dev.interlude.availability;

import dev.interlude.availability.slots.Interval;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;

/** The requested range of starts: {@code from} inclusive, {@code to} exclusive. */
public final class RequestedRange {

    /** Days a search may span at most. */
    public static final int MAX_DAYS = 62;

    private RequestedRange() {}

    /**
     * Reads both ends; each a date (its midnight in the zone) or a time.
     *
     * @param pointer what stands before {@code from} and {@code to} in pointers: {@code ?} or {@code /queries/0/}
     * @param from null where it is missing, as is {@code to}
     */
    public static Parsed<Interval> read(String pointer, String from, String to, ZoneId zone) {
        var errors = new ArrayList<FieldError>();
        var start = end(pointer + "from", from, zone).orAddTo(errors);
        var end = end(pointer + "to", to, zone).orAddTo(errors);
        if (start.isEmpty() || end.isEmpty()) {
            return new Parsed.Wrong<>(errors);
        }
        if (!start.get().isBefore(end.get())) {
            return Parsed.wrong(pointer + "to", "must be later than `from`");
        }
        // Counted on the wall, so that a clock change within does not make 62 days too many.
        if (end.get().isAfter(start.get().atZone(zone).plusDays(MAX_DAYS).toInstant())) {
            return Parsed.wrong(pointer + "to", "must be at most %d days after `from`".formatted(MAX_DAYS));
        }
        return new Parsed.Value<>(new Interval(start.get(), end.get()));
    }

    private static Parsed<Instant> end(String pointer, String text, ZoneId zone) {
        return text == null
                ? Parsed.wrong(pointer, "is missing; write a date such as 2026-12-07")
                : WallClock.dayOrMoment(pointer, text, zone);
    }
}
