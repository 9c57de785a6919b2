package dev.interlude.availability;

import dev.interlude.platform.TimeZones;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.regex.Pattern;

/** Local times as callers write and read them. */
public final class WallClock {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(Z|[+-]\\d{2}:\\d{2})?");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final int SHOWN = 60;

    private WallClock() {}

    /** An instant on the clock of a zone, seconds always shown: {@code 2026-12-07T09:00:00+01:00}, in UTC {@code ..Z}. */
    public static String written(Instant instant, ZoneId zone) {
        return WRITTEN.format(instant.atZone(zone));
    }

    /** A zone of the IANA database, or UTC. An offset is refused: it cannot tell the hour on the other side of a clock change. */
    public static Parsed<ZoneId> zone(String pointer, String text) {
        return TimeZones.find(text)
                .<Parsed<ZoneId>>map(Parsed.Value::new)
                .orElseGet(() -> Parsed.wrong(
                        pointer,
                        "'%s' is not a time zone of the IANA database; %s"
                                .formatted(shown(text), TimeZones.advice(text))));
    }

    /**
     * ISO 8601 with an offset, or without one as the zone's clock shows it. An hour the clock shows twice is taken the first
     * time; one it never shows is refused. A blank before the offset counts as the plus sign a URL made of it.
     */
    public static Parsed<Instant> moment(String pointer, String text, ZoneId zone) {
        var parts = MOMENT.matcher(text.replace(' ', '+').toUpperCase(Locale.ROOT));
        try {
            if (parts.matches()) {
                return parts.group(2) == null
                        ? local(pointer, LocalDateTime.parse(parts.group(1)), zone)
                        : new Parsed.Value<>(OffsetDateTime.parse(parts.group()).toInstant());
            }
        } catch (DateTimeParseException e) {
            return Parsed.wrong(pointer, "'%s' does not exist in the calendar".formatted(shown(text)));
        }
        return Parsed.wrong(
                pointer,
                "'%s' is not a time; write 2026-12-07T09:00:00 or 2026-12-07T09:00:00+01:00".formatted(shown(text)));
    }

    /** A moment, or a date, which means the first instant of that day in the zone. */
    public static Parsed<Instant> dayOrMoment(String pointer, String text, ZoneId zone) {
        if (!DATE.matcher(text).matches()) {
            return moment(pointer, text, zone);
        }
        try {
            // Where clocks go forward at midnight, the day begins at the first time that exists.
            return new Parsed.Value<>(LocalDate.parse(text).atStartOfDay(zone).toInstant());
        } catch (DateTimeException e) {
            return Parsed.wrong(pointer, "'%s' does not exist in the calendar".formatted(shown(text)));
        }
    }

    private static Parsed<Instant> local(String pointer, LocalDateTime time, ZoneId zone) {
        var change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? Parsed.wrong(pointer, skipped(time, zone, change))
                : new Parsed.Value<>(time.atZone(zone).toInstant());
    }

    private static String skipped(LocalDateTime time, ZoneId zone, ZoneOffsetTransition change) {
        var before = change.getDateTimeBefore();
        var after = change.getDateTimeAfter();
        boolean sameDay = before.toLocalDate().equals(after.toLocalDate());
        return "%s does not exist on %s in %s; clocks go forward from %s to %s"
                .formatted(
                        time.toLocalTime(),
                        time.toLocalDate(),
                        zone,
                        sameDay ? before.toLocalTime() : before,
                        sameDay ? after.toLocalTime() : after);
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
