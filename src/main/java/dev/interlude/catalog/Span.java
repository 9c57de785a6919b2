package dev.interlude.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A length of time as the catalog writes it: {@code 15m}, {@code 48h}, {@code 21d}. Days are those of the calendar: they end at
 * the same time of day, also when the clocks change.
 */
public record Span(int amount, Unit unit) {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    /** What an amount counts. */
    public enum Unit {
        MINUTES(1),
        HOURS(60),
        DAYS(24 * 60);

        private final int minutes;

        Unit(int minutes) {
            this.minutes = minutes;
        }

        private static Unit of(String letter) {
            return switch (letter) {
                case "m" -> MINUTES;
                case "h" -> HOURS;
                default -> DAYS;
            };
        }
    }

    static Optional<Span> parsed(String text) {
        var written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new Span(Integer.parseInt(written.group(1)), Unit.of(written.group(2))))
                : Optional.empty();
    }

    public Instant after(Instant instant, ZoneId zone) {
        return unit == Unit.DAYS
                ? instant.atZone(zone).plusDays(amount).toInstant()
                : instant.plus(Duration.ofMinutes(minutes()));
    }

    public Instant before(Instant instant, ZoneId zone) {
        return unit == Unit.DAYS
                ? instant.atZone(zone).minusDays(amount).toInstant()
                : instant.minus(Duration.ofMinutes(minutes()));
    }

    /** With days of 24 hours, to compare it with others. */
    public long minutes() {
        return (long) amount * unit.minutes;
    }

    /** As in a sentence: {@code 48 hours}. */
    @Override
    public String toString() {
        var units = unit.name().toLowerCase(Locale.ROOT);
        return amount + " " + (amount == 1 ? units.substring(0, units.length() - 1) : units);
    }
}
