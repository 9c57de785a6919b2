package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interlude.saga.jdbc.LeaseRows;
import dev.interlude.saga.operator.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recovery of sagas")
class SagaRecoveryTest {

    private static SagaDatabase database;
    private final List<TripNode> nodes = new ArrayList<>();
    private TripNode first;
    private TripNode second;

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
        first = node(TripNode.SETTINGS);
        second = node(TripNode.SETTINGS);
    }

    @AfterEach
    void stop() {
        nodes.forEach(TripNode::close);
    }

    @Test
    @DisplayName("calls a failing compensation again, on any node, until it succeeds")
    void failsTwice() throws Exception {
        first.trip.refusedLegs.add("back");
        first.trip.failingReleases.put("stay", new AtomicInteger(1));
        second.trip.failingReleases.put("stay", new AtomicInteger(1));

        first.send("trip-place-legs", "out", "stay", "back");
        assertThat(second.saga.recovery().recover()).as("it rests").isZero();

        database.endRests();
        assertThat(second.saga.recovery().recover()).isOne();
        assertThat(first.state()).isEqualTo(SagaState.COMPENSATING);

        database.endRests();
        assertThat(first.saga.recovery().recover()).isOne();
        assertThat(first.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(first.trip.released).containsExactly("back", "out", "stay");
        assertThat(second.trip.released).isEmpty();
        assertThat(stepAttempts(first.lastSaga())).containsExactly(1, 3, 1);
    }

    @Test
    @DisplayName("gives up after the last attempt, says so, and waits for a person who tries again")
    void stuckAndTriedAgain() throws Exception {
        var saga = stuck();
        var journal = first.saga.journal();

        assertThat(journal.open(SagaState.STUCK, 10))
                .extracting(JournalEntry::saga)
                .containsExactly(saga);
        assertThat(first.meters.counter("interlude.saga.stuck").count()).isOne();
        assertThat(journal.find(saga).orElseThrow().lastError())
                .as("where it failed, without the words of the failure")
                .startsWith("Failed unexpectedly: IllegalStateException at Trip.java:")
                .doesNotContain("Not now");
        database.expireLeases();
        database.endRests();
        assertThat(second.saga.recovery().recover())
                .as("recovery leaves it alone")
                .isZero();

        assertThat(journal.retry(saga)).isTrue();
        assertThat(second.saga.recovery().drive(saga)).isEqualTo(SagaState.COMPENSATED);
        assertThat(second.trip.released).containsExactly("stay");
        assertThat(journal.retry(saga)).as("nothing left").isFalse();
    }

    @Test
    @DisplayName("lets a person vouch for a stuck saga")
    void stuckAndResolved() throws Exception {
        var saga = stuck();

        var told = new ArrayList<SagaState>();
        first.listener = (id, state) -> told.add(state);

        assertThat(first.saga.journal().resolve(saga, "ada")).isTrue();

        assertThat(told).containsExactly(SagaState.COMPENSATED);

        var entry = first.saga.journal().find(saga).orElseThrow();
        assertThat(entry.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(entry.resolvedBy()).isEqualTo("ada");
        assertThat(entry.steps()).extracting(SagaStep::state).contains(StepState.RESOLVED);
        assertThat(first.saga.journal().open(null, 10)).isEmpty();
    }

    @Test
    @DisplayName("takes a stalled owner's saga over; the owner's late success is refused")
    void stalledOwner() {
        for (var route : List.of("trip-place-legs", "trip-wander")) {
            first.trip.whileBooking = () -> {
                first.trip.whileBooking = () -> {};
                database.expireLeases();
                recover(second);
            };

            var failure = first.send(route, "out");

            assertThat(failure).as(route).isInstanceOf(SagaLost.class);
            assertThat(second.trip.released).as(route).containsExactly("out");
            assertThat(first.trip.released).as(route).isEmpty();
            assertThat(first.state()).as(route).isEqualTo(SagaState.COMPENSATED);
            second.trip.released.clear();
        }
        assertThat(second.meters.counter("interlude.saga.takeovers").count()).isEqualTo(2);
        assertThat(kept())
                .as("the caller's own rows of the lost end are rolled back")
                .isZero();
    }

    @Test
    @DisplayName("lets the adopting route finish what a silent owner has left; the owner's own end changes nothing")
    void adopted() {
        second.adopting = () -> "direct:trip-adopt";
        first.trip.whileBooking = () -> {
            first.trip.whileBooking = () -> {};
            database.expireLeases();
            recover(second);
        };

        var failure = first.send("trip-place-legs", "out");

        assertThat(first.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(failure).as("its decision stands").isNull();
        assertThat(kept()).isOne();
        assertThat(first.trip.released).isEmpty();
        assertThat(second.trip.released).isEmpty();
        assertThat(second.meters.counter("interlude.saga.adopted").count()).isOne();
    }

    @Test
    @DisplayName("undoes what the adopting route leaves as it is")
    void notAdopted() {
        second.adopting = () -> "direct:trip-adopt";
        second.trip.adopts = false;
        var saga = open(first);
        database.expireLeases();

        assertThat(recover(second)).isOne();

        assertThat(second.trip.released).containsExactly("out");
        assertThat(first.saga.journal().state(saga)).contains(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName(
            "asks an adopting route that failed again after a lease, until the saga's time is over; the silent owner undoes nothing")
    void adoptingFails() {
        second.adopting = () -> "direct:trip-adopt";
        second.trip.whileAdopting = () -> {
            throw new IllegalStateException("Nobody can say");
        };
        first.trip.refusedLegs.add("out");
        first.trip.whileBooking = () -> {
            first.trip.whileBooking = () -> {};
            database.expireLeases();
            recover(second);
        };

        assertThat(first.send("trip-place-legs", "out"))
                .as("it cannot say that it is undone")
                .isInstanceOf(SagaLost.class);
        assertThat(first.state()).isEqualTo(SagaState.ACTIVE);
        assertThat(first.trip.released).isEmpty();
        assertThat(recover(second)).as("it keeps its lease until it is over").isZero();

        database.expireLeases();
        database.jdbc
                .sql("update saga set expires_at = clock_timestamp() - interval '1 second'")
                .update();
        assertThat(recover(second)).isOne();
        assertThat(second.trip.released).containsExactly("out");
        assertThat(first.state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName("does not let a saga be finished by whoever has lost it meanwhile")
    void adoptedTooLate() {
        second.adopting = () -> "direct:trip-adopt";
        var third = node(TripNode.SETTINGS);
        second.trip.whileAdopting = () -> {
            database.expireLeases();
            recover(third);
        };
        var saga = open(first);
        database.expireLeases();

        recover(second);

        assertThat(third.trip.released).containsExactly("out");
        assertThat(second.trip.released).isEmpty();
        assertThat(kept()).as("rolled back with the end it lost").isZero();
        assertThat(first.saga.journal().state(saga)).contains(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName("lets no further step join a saga that was taken over")
    void stragglersStep() {
        first.trip.whileBooking = () -> {
            first.trip.whileBooking = () -> {};
            database.expireLeases();
            recover(second);
        };

        var failure = first.send("trip-wander", "out", "back");

        assertThat(failure).hasRootCauseInstanceOf(SagaLost.class);
        assertThat(booked()).containsExactly("out");
    }

    @Test
    @DisplayName("stops an owner that stalled while compensating; the new owner finishes")
    void stalledCompensator() {
        first.trip.refusedLegs.add("out");
        first.trip.whileReleasing = () -> {
            first.trip.whileReleasing = () -> {};
            database.expireLeases();
            recover(second);
        };

        assertThat(first.send("trip-place-legs", "out", "back")).hasMessage("No seat on out");

        assertThat(second.trip.released).containsExactly("back", "out");
        assertThat(first.trip.released)
                .as("the call that was under way, and no other")
                .containsExactly("back");
        assertThat(first.state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName("undoes a saga past its timeout though its owner lives")
    void timeout() {
        assertThat(first.send("trip-linger", "out")).isNull();
        assertThat(recover(second)).isZero();

        await().atMost(Duration.ofSeconds(5)).until(() -> recover(second) == 1);

        assertThat(second.trip.released).containsExactly("out");
        assertThat(first.saga.service().getSaga(first.trip.lastSaga).thenCompose(saga -> saga.complete(null)))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(SagaLost.class);
    }

    @Test
    @DisplayName("keeps the leases of a living node alive with one statement for all, and tells it which are lost")
    void renewal() {
        var short1 = node(TripNode.lease(Duration.ofMillis(1500)));
        var sagas = IntStream.range(0, 5).mapToObj(i -> open(short1)).toList();

        await().during(Duration.ofMillis(2500)).atMost(Duration.ofSeconds(5)).until(() -> recover(second) == 0);

        database.jdbc
                .sql("update saga set owner = 'thief', fence = fence + 1 where id = :id")
                .param("id", sagas.get(0).value())
                .update();
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(
                        short1.saga.service().getSaga(sagas.get(0).toString()))
                .isCompletedExceptionally());
        assertThat(short1.saga.service().getSaga(sagas.get(1).toString())).isCompleted();
    }

    @Test
    @DisplayName(
            "lets a saga that rests alone when a renewal comes just after it was let go: it rests no longer for that")
    void renewalAfterLettingGo() throws Exception {
        first.trip.refusedLegs.add("back");
        first.trip.failingReleases.put("stay", new AtomicInteger(1));
        first.send("trip-place-legs", "out", "stay", "back");
        var owner =
                database.jdbc.sql("select owner from saga").query(String.class).single();
        var letGo = new Lease(
                first.lastSaga(),
                database.jdbc.sql("select fence from saga").query(Long.class).single());

        var lost = new LeaseRows(database.jdbc, owner, Duration.ofMinutes(2)).renew(List.of(letGo));

        assertThat(lost).isEmpty();
        database.endRests();
        assertThat(second.saga.recovery().recover()).isOne();
        assertThat(first.state()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    @DisplayName("takes over what a silent node has left when its lease is out")
    void silentNode() {
        var silent = node(TripNode.lease(Duration.ofMillis(300)));
        open(silent);
        silent.saga.close();

        await().atMost(Duration.ofSeconds(3)).until(() -> recover(second) == 1);
        assertThat(second.trip.released).containsExactly("out");
    }

    @Test
    @DisplayName("takes a node's own sagas back at once when a node of that name starts again")
    void restart() {
        open(node(named("booking-1")));
        open(node(named("booking-2")));
        assertThat(recover(second)).isZero();

        var again = node(named("booking-1"));

        assertThat(recover(again)).isOne();
        assertThat(again.trip.released).containsExactly("out");
        assertThat(recover(again)).isZero();
    }

    @Test
    @DisplayName("by four nodes at once: every compensation succeeds once and never runs twice at a time")
    void fourNodes() throws Exception {
        var legs = 120;
        var settings = TripNode.settings("", Duration.ofMinutes(2), Duration.ofMillis(20), 1000);
        var running = new ConcurrentHashMap<String, AtomicInteger>();
        var tries = new ConcurrentHashMap<String, AtomicInteger>();
        var overlaps = new AtomicInteger();
        var done = new ConcurrentHashMap<String, AtomicInteger>();
        StepCall call = (uri, options) -> {
            var leg = options.get("leg");
            if (running.computeIfAbsent(leg, any -> new AtomicInteger()).incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            try {
                Thread.yield();
                if (tries.computeIfAbsent(leg, any -> new AtomicInteger()).incrementAndGet() == 1
                        && leg.endsWith("3")) {
                    throw new IllegalStateException("the first try fails");
                }
                done.computeIfAbsent(leg, any -> new AtomicInteger()).incrementAndGet();
            } finally {
                running.get(leg).decrementAndGet();
            }
        };
        for (int i = 0; i < legs; i++) {
            var leg = i;
            first.saga
                    .journal()
                    .enlistCompensating(SagaId.random(), List.of(Trip.step("a" + leg), Trip.step("b" + leg)));
        }
        database.expireLeases();
        var four = IntStream.range(0, 4)
                .mapToObj(i -> new SagaNode(database.dataSource(), settings, first.meters, call, Stream::empty))
                .toList();
        var threads = Executors.newFixedThreadPool(4);

        var rounds = four.stream()
                .map(node -> CompletableFuture.runAsync(
                        () -> await().atMost(Duration.ofSeconds(20)).until(() -> {
                            node.recovery().recover();
                            return done.size() == 2 * legs;
                        }),
                        threads))
                .toList();
        rounds.forEach(CompletableFuture::join);
        threads.shutdown();
        four.forEach(SagaNode::close);

        assertThat(overlaps).hasValue(0);
        assertThat(done.values()).allMatch(times -> times.get() == 1);
        assertThat(tries).hasSize(2 * legs);
        await().untilAsserted(() -> assertThat(ended()).isEqualTo(legs));
    }

    @Test
    @DisplayName("drives a compensation-only saga on the caller's thread, once")
    void compensationOnly() throws Exception {
        var saga = SagaId.random();
        var journal = first.saga.journal();
        first.trip.inTransaction(() -> journal.enlistCompensating(saga, List.of(Trip.step("out"), Trip.step("back"))));
        assertThat(journal.state(saga)).contains(SagaState.COMPENSATING);
        assertThat(second.saga.recovery().drive(saga)).as("not the other's yet").isEqualTo(SagaState.COMPENSATING);

        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        first.trip.whileReleasing = () -> {
            inside.countDown();
            await().until(() -> go.getCount() == 0);
        };
        var driving = CompletableFuture.supplyAsync(() -> first.saga.recovery().drive(saga));
        inside.await();
        assertThat(first.saga.recovery().drive(saga)).as("somebody is at it").isEqualTo(SagaState.COMPENSATING);
        go.countDown();

        assertThat(driving.get()).isEqualTo(SagaState.COMPENSATED);
        assertThat(first.trip.released).containsExactly("back", "out");
        assertThat(first.saga.recovery().drive(saga)).isEqualTo(SagaState.COMPENSATED);
        assertThatThrownBy(() -> journal.enlistCompensating(saga, List.of(Trip.step("out"))))
                .isInstanceOf(SagaLost.class);
    }

    @Test
    @DisplayName("tells listeners where a saga stands, in the transaction that writes it")
    void listeners() throws Exception {
        var told = new ArrayList<SagaState>();
        second.listener = (saga, state) -> {
            told.add(state);
            if (told.size() == 2) {
                throw new IllegalStateException("The listener's own write failed");
            }
        };
        var saga = open(first);
        second.trip.failingReleases.put("out", new AtomicInteger(1));
        database.expireLeases();

        recover(second);
        database.endRests();
        recover(second);
        assertThat(first.saga.journal().state(saga)).as("not written").contains(SagaState.COMPENSATING);
        database.expireLeases();
        recover(second);

        assertThat(told).containsExactly(SagaState.COMPENSATING, SagaState.COMPENSATED, SagaState.COMPENSATED);
        assertThat(first.saga.journal().state(saga)).contains(SagaState.COMPENSATED);
        assertThat(second.trip.released)
                .as("a step that is done is not called again")
                .containsExactly("out");
    }

    @Test
    @DisplayName("throws ended sagas away in batches when they are old, and no others")
    void purge() {
        for (int i = 0; i < 5; i++) {
            assertThat(first.send("trip-place-legs", "out", "back")).isNull();
        }
        open(first);
        database.jdbc
                .sql(
                        "update saga set ended_at = ended_at - interval '31 days' where id <> :kept and ended_at is not null")
                .param("kept", SagaId.of(recentlyEnded()).value())
                .update();
        var settings = new SagaSettings(
                "",
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                3,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                20,
                4,
                Duration.ofDays(30),
                2);

        assertThat(node(settings).saga.recovery().purge()).isEqualTo(4);

        assertThat(database.jdbc
                        .sql("select count(*) from saga")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(database.jdbc
                        .sql("select count(*) from saga_step")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    private String recentlyEnded() {
        return database.jdbc
                .sql("select cast(id as text) from saga where ended_at is not null order by ended_at desc limit 1")
                .query(String.class)
                .single();
    }

    private SagaId stuck() throws Exception {
        first.trip.refusedLegs.add("back");
        first.trip.failingReleases.put("stay", new AtomicInteger(3));
        first.send("trip-place-legs", "out", "stay", "back");
        for (int round = 0; round < 2; round++) {
            database.endRests();
            first.saga.recovery().recover();
        }
        assertThat(first.state()).isEqualTo(SagaState.STUCK);
        return first.lastSaga();
    }

    /** A saga with one step, open until somebody ends it. */
    private static SagaId open(TripNode node) {
        var saga = SagaId.of(node.saga.service().newSaga(null).join().getId());
        node.saga.journal().enlist(saga, List.of(Trip.step("out")));
        return saga;
    }

    private TripNode node(SagaSettings settings) {
        var node = new TripNode(database.dataSource(), settings);
        nodes.add(node);
        return node;
    }

    private static SagaSettings named(String name) {
        return TripNode.settings(name, Duration.ofMinutes(2), Duration.ofMinutes(1), 1000);
    }

    private static int recover(TripNode node) {
        try {
            return node.saga.recovery().recover();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> stepAttempts(SagaId saga) {
        return first.saga.journal().find(saga).orElseThrow().steps().stream()
                .map(SagaStep::attempts)
                .toList();
    }

    private static List<String> booked() {
        return database.jdbc
                .sql("select name from leg where state = 'BOOKED'")
                .query(String.class)
                .list();
    }

    private static int kept() {
        return database.jdbc
                .sql("select count(*) from leg where state = 'KEPT'")
                .query(Integer.class)
                .single();
    }

    private static int ended() {
        return database.jdbc
                .sql("select count(*) from saga where state = 'COMPENSATED'")
                .query(Integer.class)
                .single();
    }
}
