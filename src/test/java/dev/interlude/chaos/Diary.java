package dev.interlude.chaos;

import dev.interlude.support.Day;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The times that callers ask for: by chance, but a part of them so that several want the same one at once. */
final class Diary {

    static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");

    private static final int DAYS = 40;
    private static final int HALF_HOURS = 18;
    private static final int WANTED_BY = 4;

    private final LocalDate first = LocalDate.now(Day.BERLIN).plusDays(7);
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicInteger apart = new AtomicInteger();

    /** A time of a person. */
    record Place(String staff, Instant start) {}

    Place any(Random random) {
        return place(random.nextInt(DAYS), random.nextInt(HALF_HOURS), random.nextInt(STAFF.size()));
    }

    /** The same for so many callers in a row. */
    Place wanted() {
        int n = wanted.getAndIncrement() / WANTED_BY;
        return place(n / HALF_HOURS / STAFF.size(), n % HALF_HOURS, n / HALF_HOURS);
    }

    /** Each once, on days that no caller asks for. */
    Place apart() {
        int n = apart.getAndIncrement();
        return place(DAYS + 7 + n / HALF_HOURS / STAFF.size(), n % HALF_HOURS, n / HALF_HOURS);
    }

    LocalDate day(Random random) {
        return workingDay(random.nextInt(DAYS));
    }

    private Place place(int day, int halfHour, int staff) {
        var time = LocalTime.of(9, 0).plusMinutes(30L * halfHour);
        return new Place(
                STAFF.get(staff % STAFF.size()),
                workingDay(day).atTime(time).atZone(Day.BERLIN).toInstant());
    }

    private LocalDate workingDay(int number) {
        var day = first.plusDays(number);
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }
}
