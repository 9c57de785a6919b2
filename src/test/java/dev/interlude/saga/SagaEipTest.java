package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;

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

    private int kept() {
        return database.jdbc
                .sql("select count(*) from leg where state = 'KEPT'")
                .query(Integer.class)
                .single();
    }
}
