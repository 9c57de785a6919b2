package dev.interlude.booking;

import static dev.interlude.platform.Instants.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.absences.jdbc.AbsenceReader;
import dev.interlude.availability.search.Plan;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.jdbc.StaffTurns;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.catalog.Service;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@DisplayName("Bookings that leave their staff open")
class FairStaffingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int BOOKINGS = 1000;
    private static final int A_DAY = 7;

    private final JdbcClient jdbc = JdbcClient.create(
            new SingleConnectionDataSource(TestDatabase.url("fair_staffing"), "postgres", "postgres", true));
    private final Service haircut =
            CatalogFile.read(Path.of("config/catalog.yaml")).service("haircut").orElseThrow();
    private final StaffTurns turns = new StaffTurns(jdbc, BERLIN);
    private final HeldTimes held =
            new HeldTimes(jdbc, new AbsenceReader(jdbc, CatalogFile.read(Path.of("config/catalog.yaml"))));
    private final Random random = new Random(7);

    @BeforeEach
    void empty() {
        jdbc.sql("delete from booking").update();
    }

    @Test
    @DisplayName("are a thousand, each of five people gets her share of them, of each day and of the first of each day")
    void shares() {
        var shares = new HashMap<String, Integer>();
        var firsts = new HashMap<String, Integer>();
        var ofDays = new LinkedHashMap<LocalDate, Map<String, Integer>>();
        for (int i = 0; i < BOOKINGS; i++) {
            var day = LocalDate.of(2027, 1, 11).plusDays(i / A_DAY);
            var start = start(day, 9 + i % A_DAY);
            var staff = planned(start, BOOKINGS + i);
            book(staff, start, Instant.EPOCH.plusSeconds(60L * i));
            shares.merge(staff, 1, Integer::sum);
            ofDays.computeIfAbsent(day, d -> new HashMap<>()).merge(staff, 1, Integer::sum);
            if (i % A_DAY == 0) {
                firsts.merge(staff, 1, Integer::sum);
            }
        }

        assertThat(shares.values()).hasSize(5).allSatisfy(share -> assertThat(share)
                .isBetween(190, 210));
        assertThat(ofDays.values()).allSatisfy(day -> assertThat(day.values())
                .allSatisfy(count -> assertThat(count).isBetween(1, 2)));
        assertThat(firsts.values()).hasSize(5).allSatisfy(first -> assertThat(first)
                .isBetween(15, 45));
    }

    @Test
    @DisplayName("and come at once ask for different people, whoever was booked the longest time ago")
    void atOnce() {
        var start = start(LocalDate.of(2027, 1, 11), 9);
        assertThat(plannedAtOnce(start)).as("none was ever booked").hasSize(5).allSatisfy((who, count) -> assertThat(
                        count)
                .isBetween(120, 280));

        var people = List.copyOf(haircut.segments().get(0).eventTypes().keySet());
        for (int i = 0; i < people.size(); i++) {
            book(people.get(i), start(LocalDate.of(2027, 1, 4), 9 + i), Instant.EPOCH.plusSeconds(60L * i));
        }
        assertThat(plannedAtOnce(start))
                .as("more than half of them, but not the last")
                .containsOnlyKeys(people.subList(0, 3))
                .allSatisfy((who, count) -> assertThat(count).isBetween(250, 420));
    }

    @Test
    @DisplayName("and are planned again after a lost race do not ask for the person who was lost")
    void again() {
        var start = start(LocalDate.of(2027, 1, 11), 9);
        for (int request = 0; request < 50; request++) {
            jdbc.sql("delete from booking").update();
            var lost = new HashSet<String>();
            for (int attempt = 1; attempt <= 5; attempt++) {
                var staff = planned(start, request, attempt);
                assertThat(lost.add(staff)).isTrue();
                book(staff, start, Instant.EPOCH);
            }
        }
    }

    private Map<String, Integer> plannedAtOnce(Instant start) {
        return IntStream.range(0, BOOKINGS)
                .mapToObj(i -> planned(start, i))
                .collect(Collectors.toMap(who -> who, who -> 1, Integer::sum));
    }

    private String planned(Instant start, int request) {
        return planned(start, request, 1);
    }

    private String planned(Instant start, int number, int attempt) {
        var busy = held.during(start.minus(Duration.ofDays(1)), start.plus(Duration.ofDays(1)));
        var request = request(start, new UUID(number, random.nextLong()));
        var plan = Planner.plan(
                request.planRequest(), free(start).without(haircut, busy), turns.ofRequest(request, busy, attempt));
        return ((Plan.Ready) plan).offer().segments().get(0).staff();
    }

    private BookingRequest request(Instant start, UUID id) {
        return new BookingRequest(
                id, PlanRequest.at(haircut, start), BERLIN, null, "", null, null, null, "test", start, null);
    }

    private FreeSlots free(Instant start) {
        return FreeSlots.of(haircut.segments().get(0).eventTypes().values().stream()
                .collect(Collectors.toMap(type -> type, type -> Set.of(start))));
    }

    private void book(String staff, Instant start, Instant planned) {
        jdbc.sql(
                        """
                with b as (
                    insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                        attendee_zone, attendee_language, created_at, updated_at)
                    values (gen_random_uuid(), 'haircut', 'BOOKED', :start, :end, 'Europe/Berlin', 'Zoë', 'zoe@example.com',
                        'Europe/Berlin', 'de', :planned, :planned)
                    returning id),
                s as (
                    insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                        planned_at)
                    select gen_random_uuid(), id, 0, 'cut', :staff, :start, :end, 'BOOKED', 'salon', 101, :planned from b
                    returning id, booking)
                insert into hold (segment, booking, staff, during)
                select id, booking, :staff, tstzrange(:start, :end) from s
                """)
                .param("staff", staff)
                .param("start", sql(start))
                .param("end", sql(start.plus(Duration.ofMinutes(30))))
                .param("planned", sql(planned))
                .update();
    }

    private static Instant start(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(BERLIN).toInstant();
    }
}
