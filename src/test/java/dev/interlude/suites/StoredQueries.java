package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.support.Figures;
import dev.interlude.support.Upstream;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What is asked of the database most, over the API and over one warm connection, among {@code ManyBookings}. */
record StoredQueries(Upstream caller, DataSource source) {

    private static final int TIMES = 200;

    /**
     * Asks {@value #TIMES} times each, one after the other.
     *
     * @param day that is full of bookings, and begins a full week
     * @return of each query the time within which nine of ten were answered, in microseconds
     */
    Map<String, Long> measure(String among, LocalDate day) {
        var measured = new LinkedHashMap<String, Long>();
        measured.put("list of a day", nineOfTen(() -> listed(480, day, day.plusDays(1), "")));
        measured.put("a person's week", nineOfTen(() -> listed(168, day, day.plusDays(7), "&staff=anna")));
        measured.put("check for overlaps", nineOfTenOverlaps(day));
        measured.forEach(
                (query, micros) -> Figures.line(query + ", " + among, "p90 %.1f ms".formatted(micros / 1000.0)));
        return measured;
    }

    private void listed(int expected, LocalDate from, LocalDate to, String more) {
        var page =
                caller.get("/api/v1/bookings?limit=500&from=%sT00:00:00Z&to=%sT00:00:00Z%s".formatted(from, to, more));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.json().path("bookings")).hasSize(expected);
    }

    private long nineOfTenOverlaps(LocalDate day) {
        var insert =
                """
                insert into hold (segment, booking, staff, during)
                values (gen_random_uuid(), gen_random_uuid(), 'anna', tstzrange(:at, :at + interval '1 hour'))
                """
                        .replace(":at", "timestamptz '" + day + " 12:00Z'");
        try (var connection = source.getConnection()) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            return nineOfTen(() -> assertThatThrownBy(() -> jdbc.sql(insert).update())
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("one_customer_at_a_time"));
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to measure with", e);
        }
    }

    private static long nineOfTen(Runnable query) {
        query.run();
        var times = LongStream.range(0, TIMES)
                .map(n -> {
                    var began = System.nanoTime();
                    query.run();
                    return (System.nanoTime() - began) / 1_000;
                })
                .toArray();
        Arrays.sort(times);
        return times[TIMES * 9 / 10];
    }
}
