package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Staffing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of people who fit equally well, with `staffing`")
class TurnsTest {

    private static final Instant MONDAY = Instant.parse("2027-01-11T09:00:00Z");
    private static final List<String> STAFF = List.of("anna", "ben", "cleo");

    /** Anna has one long booking that day, Ben two short ones, Cleo three short ones; Cleo was booked longest ago. */
    private static Turns turns(Staffing staffing) {
        return Turns.of(
                staffing,
                ZoneId.of("Europe/Berlin"),
                Map.of(
                        "anna", List.of(time(0, 300)),
                        "ben", List.of(time(0, 30), time(60, 30)),
                        "cleo", List.of(time(0, 60), time(90, 30), time(150, 30))),
                Map.of(
                        "anna",
                        MONDAY.minusSeconds(20),
                        "ben",
                        MONDAY.minusSeconds(10),
                        "cleo",
                        MONDAY.minusSeconds(30)));
    }

    private static Interval time(int after, int minutes) {
        var start = MONDAY.plusSeconds(after * 60L);
        return new Interval(start, start.plusSeconds(minutes * 60L));
    }

    @Test
    @DisplayName(
            "`fair`, who has the fewest bookings that day comes first; `least-busy`, the least time; `longest-idle`, who was booked longest ago; `first`, the first of the catalog")
    void rules() {
        assertThat(turns(Staffing.FAIR).order(STAFF, MONDAY)).containsExactly("anna", "ben", "cleo");
        assertThat(turns(Staffing.FAIR).ofRequest("a", 1).order(STAFF, MONDAY)).containsExactly("anna", "ben", "cleo");
        assertThat(turns(Staffing.LEAST_BUSY).order(STAFF, MONDAY)).containsExactly("ben", "cleo", "anna");
        assertThat(turns(Staffing.LONGEST_IDLE).order(STAFF, MONDAY)).containsExactly("cleo", "anna", "ben");
        assertThat(turns(Staffing.FIRST).order(STAFF, MONDAY)).containsExactly("anna", "ben", "cleo");
    }

    @Test
    @DisplayName("a tie goes to another person with another request or day, and to the same with the same")
    void ties() {
        for (var staffing : List.of(Staffing.FAIR, Staffing.LEAST_BUSY, Staffing.LONGEST_IDLE)) {
            var free = Turns.of(staffing, ZoneId.of("Europe/Berlin"), Map.of(), Map.of());
            assertThat(IntStream.range(0, 300)
                            .mapToObj(i ->
                                    free.ofRequest(i, 1).order(STAFF, MONDAY).get(0))
                            .collect(Collectors.groupingBy(who -> who, Collectors.counting())))
                    .hasSize(3)
                    .allSatisfy((who, count) -> assertThat(count).isBetween(60L, 140L));
            assertThat(IntStream.range(0, 30)
                            .mapToObj(i -> free.order(STAFF, MONDAY.plusSeconds(86_400L * i))
                                    .get(0))
                            .distinct())
                    .hasSize(3);
            assertThat(free.ofRequest("a", 1).order(STAFF, MONDAY))
                    .isEqualTo(free.ofRequest("a", 1).order(STAFF, MONDAY));
        }
    }
}
