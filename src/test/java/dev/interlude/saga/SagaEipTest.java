package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The saga EIP on the PostgreSQL journal")
class SagaEipTest {

    private static SagaDatabase database;
    private CountingDataSource counting;
    private TripNode node;

    @BeforeAll
    static void open() {
        database = new SagaDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() {
        database.clear();
        counting = new CountingDataSource(database.dataSource());
        node = new TripNode(counting);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    @DisplayName("books three legs in parallel with five transactions")
    void happyPath() {
        assertThat(node.send("trip-place-legs", "out", "stay", "back")).isNull();

        assertThat(counting.transactions).hasValue(5);
        // Four beside the legs: the caller's row, saga with steps; the caller's row, the end.
        assertThat(counting.statements).hasValue(7);
        assertThat(node.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(node.trip.released).isEmpty();
        assertThat(kept()).isEqualTo(4);
    }

    @Test
    @DisplayName("undoes all steps in reverse order, each with its own options, before the caller is told")
    void oneLegFails() {
        node.trip.refusedLegs.add("stay");

        var failure = node.send("trip-place-legs", "out", "stay", "back");

        assertThat(failure).hasMessage("No seat on stay");
        assertThat(node.trip.released).containsExactly("back", "stay", "out");
        assertThat(node.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(node.trip.headersOfReleases).doesNotContain("Long-Running-Action");
    }

    @Test
    @DisplayName("enlists each leg before its action where nobody planned them, and undoes only those begun")
    void unplanned() {
        node.trip.refusedLegs.add("back");
        var stepsSeen = new AtomicInteger();
        node.trip.whileBooking = () -> stepsSeen.set(database.jdbc
                .sql("select count(*) from saga_step")
                .query(Integer.class)
                .single());

        var failure = node.send("trip-wander", "out", "back", "never");

        assertThat(failure).hasRootCauseMessage("No seat on back");
        assertThat(stepsSeen).hasValue(2);
        assertThat(node.trip.released).containsExactly("back", "out");
        assertThat(node.state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName(
            "calls completions in order, and again until each has succeeded, while the saga has ended well for its caller")
    void completions() throws Exception {
        node.trip.failingReleases.put("stay", new AtomicInteger(1));

        assertThat(node.send("trip-celebrate", "out", "stay", "back")).isNull();

        assertThat(node.state()).isEqualTo(SagaState.COMPLETING);
        database.endRests();
        node.saga.recovery().recover();
        assertThat(node.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(node.trip.finished).containsExactly("out", "back", "stay");
        assertThat(node.trip.released).isEmpty();
    }

    @Test
    @DisplayName("writes nothing for a saga without steps")
    void withoutSteps() {
        assertThat(node.send("trip-wander")).isNull();

        assertThat(counting.statements).hasValue(0);
        assertThat(node.state()).isNull();
    }

    @Test
    @DisplayName("forgets an enlistment that was rolled back: there is nothing to undo")
    void rolledBack() {
        // The second row of the plan breaks the caller's transaction after the steps were enlisted.
        node.trip.whilePlanning = () -> {
            throw new IllegalStateException("The hold was refused");
        };

        assertThat(node.send("trip-place-legs", "out", "back")).hasMessage("The hold was refused");

        assertThat(node.state()).isNull();
        assertThat(node.trip.released).isEmpty();
    }

    @Test
    @DisplayName("says that something is still open, with the first failure as the cause")
    void openCompensation() {
        node.trip.refusedLegs.add("back");
        node.trip.failingReleases.put("stay", new AtomicInteger(1));

        var failure = node.send("trip-place-legs", "out", "stay", "back");

        assertThat(failure).isInstanceOf(CompensationOpen.class).hasRootCauseMessage("No seat on back");
        assertThat(((CompensationOpen) failure).state()).isEqualTo(SagaState.COMPENSATING);
        assertThat(node.trip.released).as("the others had their turn").containsExactly("back", "out");
    }

    @Test
    @DisplayName("goes on when a saga route is stopped and started")
    void reload() throws Exception {
        node.trip.whileBooking = () -> {
            node.trip.whileBooking = () -> {};
            stopAndStart("trip-celebrate-leg");
        };

        assertThat(node.send("trip-place-legs", "out", "back")).isNull();
        assertThat(node.send("trip-celebrate", "out", "back")).isNull();
        assertThat(node.state()).isEqualTo(SagaState.COMPLETED);
    }

    @Test
    @DisplayName("answers with failed futures, never with an exception, when the database is gone")
    void databaseGone() {
        var service = node.saga.service();
        database.close();
        try {
            assertThat(node.send("trip-wander", "out")).isInstanceOf(CompensationOpen.class);
            assertThat(service.getSaga("no uuid")).isCompletedExceptionally();
            assertThat(service.getSaga(SagaId.random().toString())).isCompletedExceptionally();
            var saga = service.newSaga(null).join();
            assertThat(saga.beginStep(null, null)).isCompletedExceptionally();
            assertThat(saga.complete(null)).isCompleted();
            assertThat(saga.compensate(null)).isCompleted();
        } finally {
            database = new SagaDatabase();
        }
    }

    @Test
    @DisplayName("holds 1,500 open sagas with a timeout, and undoes each when its time is over")
    void manyOpen() {
        for (int i = 0; i < 1_500; i++) {
            assertThat(node.send("trip-linger", "leg-" + i)).isNull();
        }

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    node.saga.recovery().recover();
                    return node.trip.released.size() >= 1_500;
                });

        assertThat(new HashSet<>(node.trip.released)).hasSize(1_500);
        assertThat(node.trip.released).hasSize(1_500);
    }

    private void stopAndStart(String route) {
        try {
            node.camel.getRouteController().stopRoute(route);
            node.camel.getRouteController().startRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int kept() {
        return database.jdbc
                .sql("select count(*) from leg where state = 'KEPT'")
                .query(Integer.class)
                .single();
    }
}
