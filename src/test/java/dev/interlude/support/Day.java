package dev.interlude.support;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** A day in the salon, which is in Berlin and open from 09:00 to 18:00, Monday to Saturday. */
public record Day(LocalDate date) {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Of one event type so many weeks are read at once, at most. */
    private static final int WEEKS_BEFORE = 10;
    /** The longest search is of 62 days. */
    private static final int WEEKS_AFTER = 10;

    private static LocalDate last = LocalDate.now(BERLIN).plusDays(7);
    /** Years after all others that tests take, and after what is compared with Cal.com. */
    private static LocalDate far = LocalDate.now(BERLIN).plusYears(26);

    /** A working day that nobody was given before. */
    public static synchronized Day fresh() {
        last = last.plusDays(last.getDayOfWeek() == DayOfWeek.SATURDAY ? 2 : 1);
        return new Day(last);
    }

    /**
     * A working day so far from all others that nothing of its weeks can be remembered, nor be of what was asked about those:
     * searches read weeks ahead.
     */
    public static synchronized Day ofFreshWeek() {
        last = last.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).plusWeeks(WEEKS_BEFORE);
        var day = new Day(last.plusDays(2));
        last = last.plusWeeks(WEEKS_AFTER);
        return day;
    }

    /** The Wednesday of a week that, like the nine after it, no other test has a day of. */
    public static synchronized Day ofFarWeek() {
        far = far.plusWeeks(12).with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY));
        return new Day(far);
    }

    /** The salon's time without an offset: {@code 2026-12-07T09:00:00}. */
    public String at(String time) {
        return date + "T" + time + ":00";
    }

    /** The same with its offset, as answers in the salon's zone show it. */
    public String shown(String time) {
        return shown(time, BERLIN);
    }

    /** The salon's time as the clock of another zone shows it. */
    public String shown(String time, ZoneId zone) {
        return dev.interlude.availability.WallClock.written(instant(time), zone);
    }

    public Instant instant(String time) {
        return date.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant();
    }

    public Day next() {
        return new Day(date.plusDays(1));
    }

    @Override
    public String toString() {
        return date.toString();
    }
}
