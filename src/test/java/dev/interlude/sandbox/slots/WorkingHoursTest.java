package dev.interlude.sandbox.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Working hours")
class WorkingHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Schedule schedule(String start, String end, Schedule.Override... overrides) {
        var hours = new Schedule.Hours(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(start), LocalTime.parse(end));
        return new Schedule(1, 1, "All days", BERLIN, true, List.of(hours), List.of(overrides));
    }

    private static List<Range> on(Schedule schedule, String day) {
        var from = LocalDate.parse(day).atStartOfDay(BERLIN).toInstant();
        var to = LocalDate.parse(day).plusDays(1).atStartOfDay(BERLIN).toInstant();
        return WorkingHours.between(schedule, from, to);
    }

    private static Range utc(String start, String end) {
        return new Range(Instant.parse(start), Instant.parse(end));
    }

    @Test
    @DisplayName("keep to the wall clock when summer time begins and ends")
    void clockChanges() {
        var schedule = schedule("09:00", "18:00");
        assertThat(on(schedule, "2027-03-27")).containsExactly(utc("2027-03-27T08:00:00Z", "2027-03-27T17:00:00Z"));
        assertThat(on(schedule, "2027-03-28")).containsExactly(utc("2027-03-28T07:00:00Z", "2027-03-28T16:00:00Z"));
        assertThat(on(schedule, "2027-10-31")).containsExactly(utc("2027-10-31T08:00:00Z", "2027-10-31T17:00:00Z"));
    }

    @Test
    @DisplayName("over the hour that is missing or comes twice are an hour shorter or longer")
    void nights() {
        var schedule = schedule("01:00", "05:00");
        assertThat(on(schedule, "2027-03-28")).containsExactly(utc("2027-03-28T00:00:00Z", "2027-03-28T03:00:00Z"));
        assertThat(on(schedule, "2027-10-31")).containsExactly(utc("2027-10-30T23:00:00Z", "2027-10-31T04:00:00Z"));
    }

    @Test
    @DisplayName("that end at 23:59 end at midnight")
    void midnight() {
        assertThat(on(schedule("20:00", "23:59"), "2027-05-03"))
                .containsExactly(utc("2027-05-03T18:00:00Z", "2027-05-03T22:00:00Z"));
    }

    @Test
    @DisplayName("give way to the hours of a date, which may be none")
    void overrides() {
        var day = LocalDate.parse("2027-05-03");
        var short1 = new Schedule.Override(day, LocalTime.of(10, 0), LocalTime.of(12, 0));
        assertThat(on(schedule("09:00", "18:00", short1), "2027-05-03"))
                .containsExactly(utc("2027-05-03T08:00:00Z", "2027-05-03T10:00:00Z"));
        var none = new Schedule.Override(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        assertThat(on(schedule("09:00", "18:00", none), "2027-05-03")).isEmpty();
    }
}
