package dev.interlude.ops;

import static dev.interlude.platform.Instants.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.ops.jdbc.BookingTally;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The patterns of the bookings")
class PatternsTest {

    private static final Catalog CATALOG = CatalogFile.read(Path.of("config/catalog.yaml"));
    private static final List<String> STATUSES = List.of(
            "BOOKING",
            "PENDING",
            "BOOKED",
            "BOOKED",
            "BOOKED",
            "RESCHEDULING",
            "CANCEL_PENDING",
            "CANCELLED",
            "REJECTED",
            "COMPENSATED",
            "NO_SHOW",
            "COMPLETED");
    private static final Set<String> BOOKED = Set.of("PENDING", "BOOKED", "RESCHEDULING", "NO_SHOW", "COMPLETED");
    private static final Set<String> CANCELLED = Set.of("CANCELLED", "CANCEL_PENDING");

    private final PatternBooks books = new PatternBooks("patterns");
    private final BookingTally tally = new BookingTally(books.jdbc);

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"})
    @DisplayName("are those of the bookings counted one by one, whatever becomes of them, clock changes within:")
    void bruteForce(String zoneName) {
        var zone = ZoneId.of(zoneName);
        var random = new Random(zoneName.hashCode());
        var ids = new ArrayList<UUID>();
        for (int round = 0; round < 10; round++) {
            for (int n = 0; n < 20; n++) {
                happen(random, ids);
            }
            if (random.nextBoolean()) {
                tally.addUp();
            }
            for (int n = 0; n < 4; n++) {
                var from = LocalDate.of(2027, 3, 20).plusDays(random.nextInt(14));
                var range = new PatternRange(from, from.plusDays(1 + random.nextInt(12)), zone);
                assertThat(hours(range)).as(range.toString()).isEqualTo(countedHours(range));
                assertThat(services(range)).as(range.toString()).isEqualTo(countedServices(range));
            }
        }
        assertThat(books.rows()).hasSizeGreaterThan(40);
    }

    /** Around the changes of clocks in Berlin (28 March), on Lord Howe (4 April) and in Newfoundland (14 March). */
    private void happen(Random random, List<UUID> ids) {
        var start = Instant.parse("2027-03-12T00:00:00Z").plusSeconds(300L * random.nextInt(12 * 24 * 28));
        var service = random.nextInt(5) == 0 ? null : random.nextBoolean() ? "haircut" : "perm";
        if (ids.size() < 20 || random.nextInt(3) == 0) {
            ids.add(books.add(service, STATUSES.get(random.nextInt(STATUSES.size())), start));
            return;
        }
        var id = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(5)) {
            case 0 -> books.change(id, "status = :value", STATUSES.get(random.nextInt(STATUSES.size())));
            case 1 -> books.change(id, "start_at = :value, end_at = 'infinity'", sql(start));
            case 2 -> books.change(id, "service = :value", service == null ? "haircut" : service);
            case 3 -> books.change(id, "attendee_name = '', attendee_email = :value", "erased");
            default -> {
                books.delete(id);
                ids.remove(id);
            }
        }
    }

    private Map<List<Object>, List<Long>> hours(PatternRange range) {
        return tally.hours(range).stream()
                .filter(t -> t.booked() != 0 || t.cancelled() != 0)
                .collect(Collectors.toMap(
                        t -> List.of(t.day(), t.hour(), t.half()), t -> List.of(t.booked(), t.cancelled())));
    }

    private Map<List<Object>, List<Long>> countedHours(PatternRange range) {
        var counted = new java.util.HashMap<List<Object>, List<Long>>();
        for (var row : within(range)) {
            var local = row.start().atZone(range.zone());
            long done = range.from().until(local.toLocalDate()).getDays();
            long left = local.toLocalDate().until(range.to()).getDays() - 1L;
            int half = Long.compare(done, left);
            boolean middle = range.days() % 2 == 1 && done == range.days() / 2;
            counted.merge(
                    List.of(local.getDayOfWeek(), local.getHour(), middle ? 0 : half),
                    BOOKED.contains(row.status()) ? List.of(1L, 0L) : List.of(0L, 1L),
                    (x, y) -> List.of(x.get(0) + y.get(0), x.get(1) + y.get(1)));
        }
        return counted;
    }

    private Map<String, Long> services(PatternRange range) {
        var found = new TreeMap<>(tally.services(range));
        found.values().removeAll(Collections.singleton(0L));
        return found;
    }

    private Map<String, Long> countedServices(PatternRange range) {
        return within(range).stream()
                .filter(row -> row.service() != null && BOOKED.contains(row.status()))
                .collect(Collectors.groupingBy(PatternBooks.Row::service, TreeMap::new, Collectors.counting()));
    }

    private List<PatternBooks.Row> within(PatternRange range) {
        return books.rows().stream()
                .filter(row -> BOOKED.contains(row.status()) || CANCELLED.contains(row.status()))
                .filter(row -> {
                    var day = row.start().atZone(range.zone()).toLocalDate();
                    return !day.isBefore(range.from()) && day.isBefore(range.to());
                })
                .toList();
    }

    @Test
    @DisplayName("name days, hours and services, of equals the first")
    void named() {
        book(3, "haircut", "2027-06-07T09:00");
        book(3, "perm", "2027-06-08T14:45");
        book(2, "colour-and-style", "2027-06-12T11:10");
        book(1, null, "2027-06-09T08:00");
        books.add("haircut", "CANCELLED", at("2027-06-10T10:00"));
        books.add("haircut", "COMPENSATED", at("2027-06-10T10:00"));

        var patterns = patterns("2027-06-07", "2027-06-14");

        assertThat(patterns.bookings()).isEqualTo(9);
        assertThat(patterns.cancelled()).isEqualTo(1);
        assertThat(patterns.busiestDay()).isEqualTo("monday");
        assertThat(patterns.peakHours()).containsExactly(9, 14, 11);
        assertThat(patterns.commonestService()).isEqualTo("haircut");
        assertThat(patterns.commonestComposite()).isEqualTo("perm");
        assertThat(patterns.cancellationRate()).isEqualTo(new BigDecimal("10.0"));
        assertThat(patterns.trend()).isEqualTo("falling");
        assertThat(patterns.dayPattern()).isEqualTo("weekday");
    }

    @Test
    @DisplayName("tell a rise, an even week and a busy weekend apart")
    void shapes() {
        assertThat(patterns("2027-07-05", "2027-07-12"))
                .as("nothing booked")
                .extracting(Patterns::busiestDay, Patterns::cancellationRate, Patterns::trend, Patterns::dayPattern)
                .containsOnlyNulls();

        for (int day = 5; day < 12; day++) {
            book(10, "haircut", "2027-07-%02dT10:00".formatted(day));
        }
        assertThat(patterns("2027-07-05", "2027-07-12").trend()).isEqualTo("steady");
        assertThat(patterns("2027-07-05", "2027-07-12").dayPattern()).isEqualTo("even");

        book(4, "haircut", "2027-07-10T10:00");
        assertThat(patterns("2027-07-05", "2027-07-12").trend()).isEqualTo("rising");
        assertThat(patterns("2027-07-05", "2027-07-12").dayPattern()).isEqualTo("weekend");
        assertThat(patterns("2027-07-05", "2027-07-12").busiestDay()).isEqualTo("saturday");
    }

    @Test
    @DisplayName(
            "know no booking whose transaction came to nothing, and changes are added up but once by several nodes")
    void nodes() {
        for (int n = 0; n < 200; n++) {
            books.add("haircut", "BOOKED", at("2027-08-02T09:00").plusSeconds(n * 300L));
        }
        var nodes = java.util.stream.IntStream.range(0, 8)
                .mapToObj(n -> java.util.concurrent.CompletableFuture.runAsync(tally::addUp))
                .toArray(java.util.concurrent.CompletableFuture[]::new);
        java.util.concurrent.CompletableFuture.allOf(nodes).join();

        assertThat(patterns("2027-08-02", "2027-08-03").bookings()).isEqualTo(180);
        assertThat(books.jdbc
                        .sql("select count(*) from booking_change")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(Objects.requireNonNull(patterns("2027-08-02", "2027-08-03").peakHours()))
                .containsExactly(9, 10, 11);
    }

    private void book(int count, String service, String local) {
        for (int n = 0; n < count; n++) {
            books.add(service, "BOOKED", at(local));
        }
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CATALOG.timeZone()).toInstant();
    }

    private Patterns patterns(String from, String to) {
        return new PatternView(CATALOG, tally)
                .patterns(new PatternRange(LocalDate.parse(from), LocalDate.parse(to), CATALOG.timeZone()));
    }
}
