package dev.interlude.chaos;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.webhook.Trouble;
import dev.interlude.support.Pacing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.springframework.dao.DataAccessException;

/** Begins and ends each fault of a round. */
final class FaultMaker {

    /** Some webhooks are lost, doubled and late all the time. */
    private static final Trouble USUAL = new Trouble(0.1, 0.1, 0.1, 2000, 1);

    private static final Trouble LOSING = new Trouble(0.67, 0.1, 0.1, 2000, 2);
    private static final Latency SLOW = Latency.of("40% 300-1500ms, 40% 1500-5000ms, 20% 9000-12000ms", 1);
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(400);
    private static final int ANSWERS = 2000;

    private final ChaosSite site;
    private final Random random;
    private volatile boolean cutting;
    private CompletableFuture<Void> cuts;
    private Connection lock;

    FaultMaker(ChaosSite site, long seed) {
        this.site = site;
        this.random = new Random(seed);
        site.calcom.webhooks(USUAL);
    }

    void begin(FaultPlan.Round round) {
        for (var fault : round.faults()) {
            switch (fault) {
                case KILL_NODE -> site.node(round.node()).kill();
                case FREEZE_NODE -> site.node(round.node()).freeze();
                case RESTART_POSTGRES -> site.postgres.stop();
                case KILL_POSTGRES -> site.postgres.kill();
                case FREEZE_POSTGRES -> site.postgres.freeze();
                case CUT_SESSIONS -> cut();
                case FULL_POOL -> lock();
                case CALCOM_DOWN ->
                    site.calcom.faults().add(Fault.on(null).reset().forever());
                case CALCOM_SLOW -> site.calcom.latency(SLOW);
                case CALCOM_GARBLED -> garble();
                case CALCOM_SILENT -> silence();
                case CALCOM_LIMITED ->
                    site.calcom.faults().add(Fault.on(null).rateLimited().forever());
                case WEBHOOKS_LOST -> site.calcom.webhooks(LOSING);
            }
        }
    }

    void end(FaultPlan.Round round) {
        for (var fault : round.faults()) {
            switch (fault) {
                case KILL_NODE -> site.start(round.node());
                case FREEZE_NODE -> site.node(round.node()).thaw();
                case RESTART_POSTGRES, KILL_POSTGRES -> site.postgres.start();
                case FREEZE_POSTGRES -> site.postgres.thaw();
                case CUT_SESSIONS -> {
                    cutting = false;
                    cuts.join();
                }
                case FULL_POOL -> unlock();
                case CALCOM_SLOW -> site.calcom.latency(ChaosSite.USUAL);
                case CALCOM_DOWN, CALCOM_GARBLED, CALCOM_SILENT, CALCOM_LIMITED ->
                    site.calcom.faults().clear();
                case WEBHOOKS_LOST -> site.calcom.webhooks(USUAL);
            }
        }
    }

    /** From now on nothing goes wrong any more. */
    void endAll() {
        site.calcom.faults().clear();
        site.calcom.webhooks(Trouble.NONE);
    }

    private void garble() {
        for (int n = 0; n < ANSWERS; n++) {
            var one = Fault.on(null).skip(random.nextInt(3));
            site.calcom
                    .faults()
                    .add(
                            switch (random.nextInt(6)) {
                                case 0 -> one.garbage("html");
                                case 1 -> one.garbage("bytes");
                                case 2 -> one.serverError(502);
                                case 3 -> one.garbageAfterWork("text");
                                case 4 -> one.garbageAfterWork("empty");
                                default -> one.cutBody();
                            });
        }
    }

    private void silence() {
        for (var operation : new Operation[] {Operation.CREATE, Operation.RESCHEDULE, Operation.CANCEL}) {
            for (int n = 0; n < ANSWERS; n++) {
                var one = Fault.on(operation).skip(random.nextInt(2));
                site.calcom
                        .faults()
                        .add(
                                switch (random.nextInt(3)) {
                                    case 0 -> one.silenceAfterWork();
                                    case 1 -> one.resetAfterWork();
                                    default -> one.silence();
                                });
            }
        }
    }

    private void cut() {
        cutting = true;
        cuts = CompletableFuture.runAsync(() -> {
            while (cutting) {
                try {
                    site.jdbc()
                            .sql(
                                    """
                                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                                    where backend_type = 'client backend' and application_name <> 'observer' and random() < 0.5
                                    """)
                            .query(Integer.class)
                            .single();
                } catch (DataAccessException e) {
                    System.out.println("  (no sessions cut: " + e.getMessage() + ")");
                }
                Pacing.rest(BETWEEN_CUTS);
            }
        });
    }

    /** Nobody gets past this table, and who waits there keeps a connection. */
    private void lock() {
        try {
            lock = site.postgres.dataSource().getConnection();
            lock.setAutoCommit(false);
            try (var statement = lock.createStatement()) {
                statement.execute("lock table booking in access exclusive mode");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unlock() {
        try {
            lock.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
