package dev.interlude.saga;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The test's own business: legs that are booked and released, and may refuse. Public, for Camel calls it. */
public final class Trip {

    final Set<String> refusedLegs = ConcurrentHashMap.newKeySet();
    /** How often releasing a leg still fails. */
    final Map<String, AtomicInteger> failingReleases = new ConcurrentHashMap<>();

    final List<String> released = new CopyOnWriteArrayList<>();
    final List<String> finished = new CopyOnWriteArrayList<>();
    final List<String> headersOfReleases = new CopyOnWriteArrayList<>();
    final AtomicInteger releasing = new AtomicInteger();
    volatile String lastSaga;
    volatile Runnable whilePlanning = () -> {};
    volatile Runnable whileBooking = () -> {};
    volatile Runnable whileReleasing = () -> {};
    volatile Runnable whileAdopting = () -> {};
    volatile boolean adopts = true;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SagaJournal journal;

    Trip(DataSource dataSource, SagaJournal journal) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.journal = journal;
    }

    static PlannedStep step(String leg) {
        return PlannedStep.compensatedBy("direct:trip-release-leg", Map.of("leg", leg));
    }

    public void plan(String saga, List<String> legs) {
        lastSaga = saga;
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into leg select cast(:saga as uuid), :name, 'PLANNED'")
                    .param("saga", saga)
                    .param("name", legs.get(0))
                    .update();
            journal.enlist(SagaId.of(saga), legs.stream().map(Trip::step).toList());
            whilePlanning.run();
        });
    }

    void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    public void note(String saga) {
        lastSaga = saga;
    }

    public void book(String saga, String leg) {
        whileBooking.run();
        if (refusedLegs.contains(leg)) {
            throw new IllegalStateException("No seat on " + leg);
        }
        jdbc.sql("insert into leg values (cast(:saga as uuid), :name, 'BOOKED')")
                .param("saga", saga)
                .param("name", leg)
                .update();
    }

    public void complete(String saga) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update leg set state = 'KEPT' where saga = cast(:saga as uuid)")
                    .param("saga", saga)
                    .update();
            journal.complete(SagaId.of(saga));
        });
    }

    public void adopt(String saga, long fence) {
        whileAdopting.run();
        if (adopts) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("insert into leg values (cast(:saga as uuid), 'adopted', 'KEPT')")
                        .param("saga", saga)
                        .update();
                journal.completeTakenOver(SagaId.of(saga), fence);
            });
        }
    }

    public void release(String leg, Map<String, Object> headers) {
        headersOfReleases.addAll(headers.keySet());
        releasing.incrementAndGet();
        try {
            whileReleasing.run();
            if (failingReleases.getOrDefault(leg, new AtomicInteger()).getAndDecrement() > 0) {
                throw new IllegalStateException("Not now: " + leg);
            }
            released.add(leg);
        } finally {
            releasing.decrementAndGet();
        }
    }

    public void finish(String leg) {
        if (failingReleases.getOrDefault(leg, new AtomicInteger()).getAndDecrement() > 0) {
            throw new IllegalStateException("Not now: " + leg);
        }
        finished.add(leg);
    }
}
