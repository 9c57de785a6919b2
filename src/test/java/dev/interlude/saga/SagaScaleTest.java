package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code ./mvnw -o test -Dtest=SagaScaleTest -Dtest.groups=performance -Dtest.excludedGroups= [-Dsagas=1000000]}. */
@Tag("performance")
@DisplayName("The journal with a million ended sagas")
class SagaScaleTest {

    private static final int ENDED = Integer.getInteger("sagas", 1_000_000);
    private static final int TIMED = 4_000;
    private static final int WORKERS = 8;

    @Test
    @DisplayName("reads no table from end to end, and is as quick as an empty one")
    void million() throws Exception {
        try (var database = new SagaDatabase();
                var node = new SagaNode(
                        database.dataSource(),
                        TripNode.SETTINGS,
                        new SimpleMeterRegistry(),
                        (uri, options) -> {},
                        Stream::empty)) {
            run(database, node);
            System.out.printf("empty journal: %d sagas/s%n", run(database, node));
            fill(database);
            System.out.printf("%,d ended sagas: %d sagas/s%n", ENDED, run(database, node));

            database.jdbc.sql("select pg_stat_reset()").query().singleRow();
            run(database, node);
            var saga = begin(node);
            database.expireLeases();
            assertThat(node.recovery().recover()).isPositive();
            node.journal().find(saga);
            node.journal().open(SagaState.STUCK, 10);
            node.journal().retry(saga);
            node.journal().resolve(saga, "ada");
            assertThat(node.recovery().purge()).isPositive();

            await().atMost(Duration.ofSeconds(20)).until(() -> scans(database, "idx_scan") > TIMED);
            assertThat(scans(database, "seq_scan")).isZero();
        }
    }

    /** Sagas of three steps with five transactions each, as a booking has them; returns how many a second. */
    private static long run(SagaDatabase database, SagaNode node) {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        var left = new AtomicInteger(TIMED);
        var workers = Executors.newFixedThreadPool(WORKERS);
        var begun = System.nanoTime();
        var all = IntStream.range(0, WORKERS)
                .mapToObj(worker -> CompletableFuture.runAsync(
                        () -> {
                            while (left.getAndDecrement() > 0) {
                                one(database, node, transaction);
                            }
                        },
                        workers))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        workers.shutdown();
        return (long) (TIMED / ((System.nanoTime() - begun) / 1e9));
    }

    private static void one(SagaDatabase database, SagaNode node, TransactionTemplate transaction) {
        var coordinator = node.service().newSaga(null).join();
        var saga = SagaId.of(coordinator.getId());
        transaction.executeWithoutResult(
                status -> node.journal().enlist(saga, List.of(Trip.step("out"), Trip.step("stay"), Trip.step("back"))));
        for (var leg : List.of("out", "stay", "back")) {
            database.jdbc
                    .sql("insert into leg values (:saga, :leg, 'BOOKED')")
                    .param("saga", saga.value())
                    .param("leg", leg)
                    .update();
        }
        transaction.executeWithoutResult(status -> node.journal().complete(saga));
        coordinator.complete(null).join();
    }

    private static SagaId begin(SagaNode node) {
        var saga = SagaId.of(node.service().newSaga(null).join().getId());
        node.journal().enlist(saga, List.of(Trip.step("out")));
        return saga;
    }

    private static void fill(SagaDatabase database) {
        database.jdbc
                .sql(
                        """
                        insert into saga (id, state, owner, fence, lease_until, expires_at, created_at, ended_at)
                        select gen_random_uuid(), 'COMPLETED', 'old', 1, now(), now(), now() - n * interval '3 seconds',
                               now() - n * interval '3 seconds'
                        from generate_series(1, :ended) n
                        """)
                .param("ended", ENDED)
                .update();
        database.jdbc
                .sql(
                        """
                        insert into saga_step (saga, seq, compensation, options)
                        select id, n, 'direct://trip-release-leg', '{"leg": "out"}'
                        from saga, generate_series(0, 2) n where owner = 'old'
                        """)
                .update();
        database.jdbc
                .sql(
                        "update saga set ended_at = now() - interval '31 days' where id in (select id from saga limit 5000)")
                .update();
        database.jdbc.sql("vacuum analyze saga").update();
        database.jdbc.sql("vacuum analyze saga_step").update();
    }

    private static long scans(SagaDatabase database, String kind) {
        return database.jdbc
                .sql("select sum(%s) from pg_stat_user_tables where relname in ('saga', 'saga_step')".formatted(kind))
                .query(Long.class)
                .single();
    }
}
