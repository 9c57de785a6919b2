package dev.interlude.waitlist.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.support.TestDatabase;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryFilter;
import dev.interlude.waitlist.FreedTime.Place;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code ./mvnw -o test -Dtest=WaitlistScaleTest -Dtest.groups=performance -Dtest.excludedGroups= [-Dentries=1000000]}. */
@Tag("performance")
@DisplayName("Of a million entries that wait, each for a week")
class WaitlistScaleTest {

    private static final int ENTRIES = Integer.getInteger("entries", 1_000_000);
    private static final Instant NOW = Instant.parse("2030-01-07T00:00:00Z");
    /** Of a page of a hundred: their days in two services on two days, and the entries themselves with their offers. */
    private static final long MOST_ROWS = 1_000;

    private static JdbcClient jdbc;

    @BeforeAll
    static void fill() {
        var source = TestDatabase.another("waitlist_scale");
        JdbcClient.create(source)
                .sql("alter database waitlist_scale set synchronous_commit = off")
                .update();
        jdbc = JdbcClient.create(source);
        jdbc.sql(
                        """
                insert into waitlist_entry (id, caller, customer, service, time_zone, from_at, to_at, offer_seconds,
                    attendee_name, attendee_email, attendee_zone, attendee_language, stands_until, since, created_at)
                select cast(lpad(to_hex(n), 32, '0') as uuid), 'key-' || n % 10, md5(n::text),
                    (array['haircut', 'perm', 'blow-dry'])[1 + n % 3], 'UTC', cast(:now as timestamptz) + n % 300 * interval '1 day',
                    cast(:now as timestamptz) + (n % 300 + 7) * interval '1 day', 600, '', '', 'UTC', 'en', cast(:now as timestamptz) + interval '1 year',
                    cast(:now as timestamptz) - n * interval '1 second', cast(:now as timestamptz)
                from generate_series(1, :entries) n
                """)
                .param("now", java.sql.Timestamp.from(NOW))
                .param("entries", ENTRIES)
                .update();
        jdbc.sql(
                        """
                insert into waitlist_day select service, (from_at at time zone 'UTC')::date + day, since, id
                from waitlist_entry, generate_series(0, 6) day
                """)
                .update();
        jdbc.sql("vacuum analyze waitlist_entry, waitlist_day").update();
    }

    @Test
    @DisplayName(
            "those who may want a freed time are found by an index, the longest waiting first; so are lists and what is over")
    void questions() {
        var from = NOW.plusSeconds(100 * 86400);
        measure("first hundred for a freed time", asked -> after(asked, Place.FIRST, from));
        measure(
                "hundred far behind",
                asked -> after(asked, new Place(NOW.minusSeconds(ENTRIES / 2), new UUID(0, 0)), from));
        for (var caller : java.util.Arrays.asList("key-1", null)) {
            for (var status : java.util.Arrays.asList(Status.WAITING, Status.EXPIRED, null)) {
                var filter = new EntryFilter(caller, status, 50, null);
                measure("list of " + caller + ", " + status, asked -> reader(asked)
                        .list(filter));
            }
        }
    }

    private static void after(JdbcClient asked, Place place, Instant from) {
        assertThat(new Candidates(asked, reader(asked))
                        .after(place, List.of("haircut", "perm"), from.minusSeconds(3600), from.plusSeconds(3600), 100))
                .hasSize(100);
    }

    private static EntryReader reader(JdbcClient asked) {
        return new EntryReader(asked, new ObjectMapper());
    }

    private static void measure(String what, Consumer<JdbcClient> question) {
        question.accept(jdbc);
        var before = touched();
        var begun = System.nanoTime();
        question.accept(jdbc);
        var millis = (System.nanoTime() - begun) / 1e6;
        var after = touched();
        var rows = after.byIndex() - before.byIndex();
        System.out.printf("%-40s %8.1f ms %,8d rows%n", what, millis, rows);
        assertThat(after.byReadingAll() - before.byReadingAll())
                .as(what + ": tables read from end to end")
                .isZero();
        assertThat(rows).as(what + ": rows by index").isLessThan(MOST_ROWS);
    }

    private record Touched(long byReadingAll, long byIndex, long backends) {}

    private static Touched touched() {
        return await().until(
                        () -> jdbc.sql(
                                        """
                                select sum(seq_tup_read) by_reading_all, sum(idx_tup_fetch) by_index,
                                       (select count(*) from pg_stat_activity
                                        where datname = current_database() and pid <> pg_backend_pid()) backends
                                from pg_stat_user_tables where relname in ('waitlist_entry', 'waitlist_day')
                                """)
                                .query(Touched.class)
                                .single(),
                        seen -> seen.backends() == 0);
    }
}
