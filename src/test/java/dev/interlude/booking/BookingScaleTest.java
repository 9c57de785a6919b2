package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.absences.jdbc.AbsenceReader;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.CascadeLedger;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.jdbc.StaffBookings;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.request.BookingFilter.Cursor;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.pauses.PauseFilter;
import dev.interlude.pauses.jdbc.BookedPauses;
import dev.interlude.support.ManyBookings;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** {@code ./mvnw -o test -Dtest=BookingScaleTest -Dtest.groups=performance -Dtest.excludedGroups= [-Dbookings=1000000]}. */
@Tag("performance")
@DisplayName("Of a million bookings, over five years and twenty people")
class BookingScaleTest {

    private static final int BOOKINGS = Integer.getInteger("bookings", 1_000_000);
    private static final int TIMES = 20;

    /** Rows that one question may touch in the large tables, however many there are: a full month of some people has as many. */
    private static final long MOST_ROWS = 40_000;

    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
    private static final LocalDate DAY = FIRST.plusDays(BOOKINGS / 20 / 24 / 2);
    private static final Instant NOW = at(DAY);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static JdbcClient jdbc;

    @BeforeAll
    static void fill() {
        var source = TestDatabase.another("booking_scale");
        JdbcClient.create(source)
                .sql("alter database booking_scale set synchronous_commit = off")
                .update();
        jdbc = JdbcClient.create(source);
        jdbc.sql("truncate booking, booking_change cascade").update();
        new ManyBookings(FIRST).fill(jdbc, 0, BOOKINGS);
    }

    @Test
    @DisplayName(
            "what counts on a day, what is held, the pauses, lists and what hangs on one: each by an index, of some rows")
    void questions() {
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
        var staff = List.of("anna", "ben", "cleo", "dora", "emil", "finn");
        var berlin = ZoneId.of("Europe/Berlin");
        for (var days : List.of(1, 62)) {
            var end = at(DAY.plusDays(days));
            var pauses = new PauseFilter(new Interval(NOW, end), staff, berlin);
            measure("full days, of " + days, asked -> new DayLimits(asked, catalog).during(NOW, end));
            measure(
                    "held times and absences, of " + days,
                    asked -> new HeldTimes(asked, new AbsenceReader(asked, catalog)).during(NOW, end));
            measure("what a person does, of " + days, asked -> new StaffBookings(asked).during("anna", NOW, end));
            measure("pauses, of " + days, asked -> new BookedPauses(asked, CLOCK).beginningIn(pauses));
        }
        var above = UUID.fromString("00000000-0000-7000-8000-000000000030");
        measure("linked to one", asked -> new CascadeLedger(asked, null, CLOCK).linked(above));
    }

    @Test
    @DisplayName("a page of the list by each filter, first or far behind: by an index, of some rows")
    void lists() {
        list("all", f -> f);
        list("status BOOKED", f -> with(f, BookingStatus.BOOKED, null, null, null));
        list("status REJECTED, none", f -> with(f, BookingStatus.REJECTED, null, null, null));
        list("status CANCEL_PENDING", f -> with(f, BookingStatus.CANCEL_PENDING, null, null, null));
        list("attendeeEmail", f -> with(f, null, "Zoe77@example.com", null, null));
        list("service haircut", f -> with(f, null, null, "haircut", null));
        list("service trial-style", f -> with(f, null, null, "trial-style", null));
        list("service unknown", f -> with(f, null, null, "shave", null));
        list("staff anna", f -> with(f, null, null, null, "anna"));
        list("staff unknown", f -> with(f, null, null, null, "zoe"));
        list(
                "staff anna, CANCEL_PENDING, which anna never is",
                f -> with(f, BookingStatus.CANCEL_PENDING, null, null, "anna"));
        list("staff anna, attendeeEmail", f -> with(f, null, "zoe77@example.com", null, "anna"));
    }

    private static void list(String what, UnaryOperator<BookingFilter> filter) {
        var far = new Cursor(at(DAY.plusDays(300)), new UUID(0, 0));
        var from = at(DAY);
        var to = at(DAY.plusDays(1));
        measure(what, asked -> page(asked, filter.apply(filter(null, null, null))));
        measure(what + ", of a day", asked -> page(asked, filter.apply(filter(from, to, null))));
        measure(what + ", from a day on", asked -> page(asked, filter.apply(filter(from, null, null))));
        measure(what + ", far behind", asked -> page(asked, filter.apply(filter(null, null, far))));
    }

    private static void page(JdbcClient asked, BookingFilter filter) {
        new BookingReader(asked, new ObjectMapper()).list(filter);
    }

    private static BookingFilter filter(Instant from, Instant to, Cursor after) {
        return new BookingFilter(null, null, null, null, null, null, from, to, null, 50, after);
    }

    private static BookingFilter with(
            BookingFilter f, BookingStatus status, String email, String service, String staff) {
        return new BookingFilter(
                status, email, service, staff, null, null, f.from(), f.to(), null, f.limit(), f.after());
    }

    private static void measure(String what, Consumer<JdbcClient> question) {
        question.accept(jdbc);
        var before = touched();
        question.accept(jdbc);
        var after = touched();
        var connection =
                new SingleConnectionDataSource(TestDatabase.url("booking_scale"), "postgres", "postgres", true);
        var warm = JdbcClient.create(connection);
        var times = LongStream.range(0, TIMES)
                .map(n -> {
                    var begun = System.nanoTime();
                    question.accept(warm);
                    return (System.nanoTime() - begun) / 1000;
                })
                .sorted()
                .toArray();
        connection.destroy();
        var rows = after.byIndex() - before.byIndex();
        System.out.printf("%-60s %8.1f ms %,8d rows%n", what, times[TIMES / 2] / 1000.0, rows);
        assertThat(after.byReadingAll() - before.byReadingAll())
                .as(what + ": tables read from end to end")
                .isZero();
        assertThat(rows).as(what + ": rows by index").isLessThan(MOST_ROWS);
    }

    private record Touched(long byReadingAll, long byIndex, long backends) {}

    /** What PostgreSQL says that all questions so far have touched; each was asked by a connection that has ended. */
    private static Touched touched() {
        return await().until(
                        () -> jdbc.sql(
                                        """
                                select sum(seq_tup_read) by_reading_all, sum(idx_tup_fetch) by_index,
                                       (select count(*) from pg_stat_activity
                                        where datname = current_database() and pid <> pg_backend_pid()) backends
                                from pg_stat_user_tables where relname in ('booking', 'segment', 'hold')
                                """)
                                .query(Touched.class)
                                .single(),
                        seen -> seen.backends() == 0);
    }

    private static Instant at(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
