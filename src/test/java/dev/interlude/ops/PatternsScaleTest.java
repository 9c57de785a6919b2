package dev.interlude.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.ops.jdbc.BookingTally;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./mvnw -o test -Dtest=PatternsScaleTest -Dtest.groups=performance -Dtest.excludedGroups= [-Dbookings=1000000]}. */
@Tag("performance")
@DisplayName("The patterns of a million bookings in three years")
class PatternsScaleTest {

    private static final int BOOKINGS = Integer.getInteger("bookings", 1_000_000);
    private static final int TIMES = 40;

    @Test
    @DisplayName("are told in less than 100 ms, and are right")
    void million() {
        var books = new PatternBooks("patterns_scale");
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
        fill(books);
        var tally = new BookingTally(books.jdbc);
        var view = new PatternView(catalog, tally);
        var from = LocalDate.of(2025, 1, 1);
        var all = new PatternRange(from, from.plusDays(PatternRange.MAX_DAYS), catalog.timeZone());
        var year = new PatternRange(from, from.plusDays(365), catalog.timeZone());

        System.out.printf(
                "patterns of %,d bookings: three years %d ms, one year %d ms%n",
                BOOKINGS, median(view, all), median(view, year));
        addChanges(books);
        var withChanges = median(view, all);
        System.out.printf("with 10,000 changes not yet added up: %d ms%n", withChanges);

        assertThat(withChanges).isLessThan(100);
        assertThat(view.patterns(all).bookings() + view.patterns(all).cancelled())
                .isEqualTo(BOOKINGS + 10_000);
    }

    private static long median(PatternView view, PatternRange range) {
        var times = LongStream.range(0, TIMES)
                .map(n -> {
                    var begun = System.nanoTime();
                    view.patterns(range);
                    return (System.nanoTime() - begun) / 1_000_000;
                })
                .sorted()
                .toArray();
        return times[TIMES / 2];
    }

    private static void addChanges(PatternBooks books) {
        books.jdbc
                .sql(
                        """
                insert into booking_change (quarter, service, booked, cancelled)
                select quarter_of(timestamptz '2025-01-06 09:00Z') + n % 80000, 'haircut', 1, 0
                from generate_series(1, 10000) n
                """)
                .update();
        books.jdbc.sql("analyze booking_change").update();
    }

    /** Added up as the migration does it, as lines for each would take minutes. */
    private static void fill(PatternBooks books) {
        books.jdbc.sql("alter table booking disable trigger user").update();
        books.jdbc
                .sql(
                        """
                insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                    attendee_zone, attendee_language, created_at, updated_at)
                select gen_random_uuid(), (array['haircut', 'perm', 'full-treatment', 'colour-and-style'])[1 + n % 4],
                       case when n % 12 = 0 then 'CANCELLED' else 'COMPLETED' end, start_at, start_at + interval '30 minutes',
                       'Europe/Berlin', 'Zoë', 'zoe' || n || '@example.com', 'Europe/Berlin', 'de', start_at, start_at
                from (select n, timestamptz '2025-01-01 08:00Z' + n % 1095 * interval '1 day'
                             + n / 1095 % 120 * interval '5 minutes' as start_at
                      from generate_series(1, :bookings) n) as booked
                """)
                .param("bookings", BOOKINGS)
                .update();
        books.jdbc
                .sql(
                        """
                insert into booking_tally (quarter, booked, cancelled)
                select quarter_of(start_at),
                       count(*) filter (where status = 'COMPLETED'), count(*) filter (where status = 'CANCELLED')
                from booking group by 1
                """)
                .update();
        books.jdbc
                .sql(
                        """
                insert into service_tally (day, service, booked)
                select (start_at at time zone 'UTC')::date, service, count(*) from booking
                where status = 'COMPLETED' group by 1, 2
                """)
                .update();
        books.jdbc.sql("alter table booking enable trigger user").update();
        books.jdbc.sql("vacuum analyze booking_tally").update();
        books.jdbc.sql("vacuum analyze service_tally").update();
        books.jdbc.sql("vacuum analyze booking").update();
    }
}
