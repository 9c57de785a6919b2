package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.ManyBookings;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures for docs/scaling.md: what a booking takes on disk, table by table. */
@Tag("performance")
@DisplayName("What a booking takes on disk")
class BookingSizeTest {

    private static final int BOOKINGS = Integer.getInteger("bookings", 2_000);
    private static final int MANY = Integer.getInteger("many", 1_000_000);
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");

    private static final String SIZES =
            """
            select c.relname as name, s.n_live_tup as rows, pg_table_size(c.oid) heap, pg_indexes_size(c.oid) indexes
            from pg_class c join pg_stat_user_tables s on s.relid = c.oid
            where c.relkind = 'r' and c.relname !~ '^(qrtz_|flyway)' order by pg_total_relation_size(c.oid) desc
            """;
    private static final String INDEXES =
            """
            select i.indexrelid::regclass::text as name, pg_relation_size(i.indexrelid) as bytes
            from pg_index i join pg_class c on c.oid = i.indrelid
            where c.relname in ('booking', 'segment', 'hold') order by 2 desc
            """;

    private record Size(String name, long rows, long heap, long indexes) {

        long bytes() {
            return heap + indexes;
        }
    }

    private record Index(String name, long bytes) {}

    @Test
    @DisplayName(
            "with all that it leaves: a tenth of two segments, a tenth cancelled, each told by Cal.com and to one subscriber")
    void whole() {
        var database = TestDatabase.url("booking_size");
        var jdbc = JdbcClient.create(TestDatabase.another("booking_size"));
        try (var calcom = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
                var server = ServerProcess.start("booking-size", database, calcom.baseUrl(), Map.of())
                        .awaitReady()) {
            var port = URI.create(server.url()).getPort();
            var caller = new Upstream(port);
            new FromCalcom(calcom, caller, jdbc, port).registered();
            var body = RequestBodies.object().put("url", new Receiver().url());
            List.of("booking.created", "booking.cancelled").forEach(body.withArray("events")::add);
            assertThat(caller.post("/api/v1/subscriptions", body).status()).isEqualTo(201);
            var before = sizes(jdbc).stream().collect(Collectors.toMap(Size::name, Size::bytes));

            var people = Executors.newFixedThreadPool(AT_ONCE);
            var times = times();
            IntStream.range(0, BOOKINGS)
                    .mapToObj(
                            n -> CompletableFuture.runAsync(() -> book(caller, times.get(n / STAFF.size()), n), people))
                    .toList()
                    .forEach(CompletableFuture::join);
            people.shutdown();
            await("nothing is under way").atMost(PATIENCE).until(() -> idle(jdbc));

            var booked = jdbc.sql("select count(*) from booking where status in ('BOOKED', 'CANCELLED')")
                    .query(Integer.class)
                    .single();
            assertThat(booked).isGreaterThan(BOOKINGS * 8 / 10);
            System.out.printf("%,d bookings with all that they leave%n", booked);
            show(sizes(jdbc), before, booked);
        }
    }

    @Test
    @DisplayName("among a million: the rows that stay, and each index")
    void many() {
        var source = TestDatabase.another("booking_size_many");
        var jdbc = JdbcClient.create(source);
        jdbc.sql("alter database booking_size_many set synchronous_commit = off")
                .update();
        new ManyBookings(LocalDate.of(2023, 1, 1)).fill(jdbc, 0, MANY);

        System.out.printf("%,d bookings%n", MANY);
        show(sizes(jdbc).stream().filter(size -> size.rows() > 0).toList(), Map.of(), MANY);
        var indexes = jdbc.sql(INDEXES).query(Index.class).list();
        indexes.forEach(index -> System.out.printf("  %-32s %,14d bytes%n", index.name(), index.bytes()));
        assertThat(indexes).extracting(Index::name).contains("hold_by_time", "one_customer_at_a_time");
    }

    /** A day after the other, each half hour. */
    private static List<String> times() {
        var days = BOOKINGS / STAFF.size() / 17 + 1;
        return IntStream.range(0, days)
                .mapToObj(n -> Day.fresh())
                .flatMap(day -> IntStream.range(18, 35)
                        .mapToObj(half -> day.at("%02d:%s".formatted(half / 2, half % 2 == 0 ? "00" : "30"))))
                .toList();
    }

    /** Refused is who comes too late for a time that a composite took. */
    private static void book(Upstream caller, String time, int n) {
        var request = n % 10 == 0
                ? RequestBodies.booking("colour-and-style", time)
                : RequestBodies.haircut(time, STAFF.get(n % STAFF.size()));
        var booked = caller.bookAgainAsTold(
                request, "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(booked.status()).as(booked.text()).isIn(201, 409, 422);
        if (n % 10 == 5 && booked.status() == 201) {
            caller.cancel(booked.id());
        }
    }

    private static boolean idle(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                select (select count(*) from webhook_delivery where status in ('RECEIVED', 'FAILED'))
                     + (select count(*) from event_delivery where status = 'PENDING')
                     + (select count(*) from event where position is null)
                     + (select count(*) from saga where ended_at is null)
                """)
                .query(Integer.class)
                .single()
                .equals(0);
    }

    private static List<Size> sizes(JdbcClient jdbc) {
        jdbc.sql("vacuum analyze").update();
        return jdbc.sql(SIZES).query(Size.class).list();
    }

    private static void show(List<Size> sizes, Map<String, Long> before, int bookings) {
        var sum = 0L;
        for (var size : sizes) {
            var more = size.bytes() - before.getOrDefault(size.name(), 0L);
            sum += more;
            if (more > 0) {
                System.out.printf(
                        "%-24s %,10d rows %,14d bytes of rows %,14d of indexes %,8d bytes a booking%n",
                        size.name(), size.rows(), size.heap(), size.indexes(), more / bookings);
            }
        }
        System.out.printf("%-24s %,d bytes a booking%n", "all", sum / bookings);
    }
}
