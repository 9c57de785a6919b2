package dev.interlude.booking;

import static dev.interlude.platform.Instants.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A day is full")
class DayLimitsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration LENGTH = Duration.ofMinutes(20);

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.another("day_limits"));
    private final DayLimits limits = new DayLimits(jdbc, CatalogFile.read(Path.of("config/catalog.yaml")));

    @BeforeEach
    void empty() {
        jdbc.sql("truncate booking cascade").update();
    }

    @Test
    @DisplayName("by what is held and by what others booked in Cal.com, held or not, even above the limit")
    void facts() {
        var day = LocalDate.of(2027, 1, 11);
        add("BOOKED", "BOOKED", "finn", at(day, 10), true);
        add("BOOKING", "PLANNED", "finn", at(day, 11), true);
        assertThat(full(day)).isEmpty();

        add("BOOKED", "BOOKED", "finn", at(day, 10), false);
        assertThat(full(day)).containsExactly(whole(day));
        add("PENDING", "PENDING", "finn", at(day, 12), false);
        assertThat(full(day)).containsExactly(whole(day));
        assertThat(limits.during(whole(day).start(), whole(day).end()).staff()).containsOnlyKeys("finn");
    }

    @Test
    @DisplayName("not by what has ended, nor by what only others than the limited do")
    void ended() {
        var day = LocalDate.of(2027, 1, 12);
        add("CANCELLED", "CANCELLED", "finn", at(day, 10), false);
        add("REJECTED", "PENDING", "finn", at(day, 11), false);
        add("COMPENSATED", "RELEASED", "finn", at(day, 12), false);
        add("COMPENSATED", "REFUSED", "finn", at(day, 13), false);
        for (int i = 0; i < 5; i++) {
            add("BOOKED", "BOOKED", "anna", at(day, 10 + i), true);
        }

        assertThat(full(day)).isEmpty();
    }

    @Test
    @DisplayName("from midnight to midnight in the salon, also when the clock changes")
    void local() {
        var change = LocalDate.of(2027, 3, 28);
        add("BOOKED", "BOOKED", "finn", change.atStartOfDay(BERLIN).toInstant(), true);
        add("BOOKED", "BOOKED", "finn", at(change, 3), true);
        var last = change.atTime(23, 50).atZone(BERLIN).toInstant();
        add("BOOKED", "BOOKED", "finn", last, true);
        add(
                "BOOKED",
                "BOOKED",
                "finn",
                change.plusDays(1).atStartOfDay(BERLIN).toInstant().plus(LENGTH),
                true);

        var full = limits.during(at(change.minusDays(2), 0), at(change.plusDays(3), 0))
                .staff();

        assertThat(full.get("finn")).containsExactly(whole(change));
        assertThat(Duration.between(whole(change).start(), whole(change).end())).isEqualTo(Duration.ofHours(23));
    }

    private List<Interval> full(LocalDate day) {
        return limits.during(at(day.minusDays(3), 0), at(day.plusDays(3), 0))
                .staff()
                .getOrDefault("finn", List.of());
    }

    private static Interval whole(LocalDate day) {
        return new Interval(
                day.atStartOfDay(BERLIN).toInstant(),
                day.plusDays(1).atStartOfDay(BERLIN).toInstant());
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(BERLIN).toInstant();
    }

    private void add(String status, String ofSegment, String staff, Instant start, boolean held) {
        jdbc.sql(
                        """
                with b as (
                    insert into booking (id, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                        attendee_zone, attendee_language, created_at, updated_at)
                    values (:id, :status, :start, :end, 'UTC', 'Zoë', 'zoe@example.com', 'UTC', 'de', now(), now())),
                s as (
                    insert into segment (id, booking, position, key, staff, start_at, end_at, status, account,
                        event_type_id, planned_at)
                    values (:id, :id, 0, 'dry', :staff, :start, :end, :ofSegment, 'salon', 621, now()))
                insert into hold (segment, booking, staff, during)
                select :id, :id, :staff, tstzrange(:start, :end) where :held
                """)
                .param("id", UUID.randomUUID())
                .param("status", status)
                .param("ofSegment", ofSegment)
                .param("staff", staff)
                .param("start", sql(start))
                .param("end", sql(start.plus(LENGTH)))
                .param("held", held)
                .update();
    }
}
