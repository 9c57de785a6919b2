package dev.interlude.saga;

import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.jdbc.LeaseRows;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases this node holds, renewed together; a lost lease is reported to its holder. */
public class HeldLeases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLeases.class);
    /** Two renewals may fail before a lease runs out. */
    private static final int RENEWALS_PER_LEASE = 3;

    private final LeaseRows rows;
    private final Map<Lease, Runnable> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "saga-lease-renewal");
        thread.setDaemon(true);
        return thread;
    });

    public HeldLeases(LeaseRows rows, Duration lease) {
        this.rows = rows;
        var period = lease.dividedBy(RENEWALS_PER_LEASE).toMillis();
        // A Java timer, not a route: during a graceful stop saga routes still run after Camel's timers have stopped.
        clock.scheduleWithFixedDelay(this::renewQuietly, period, period, TimeUnit.MILLISECONDS);
    }

    void hold(Lease lease, Runnable whenLost) {
        held.put(lease, whenLost);
    }

    void release(Lease lease) {
        held.remove(lease);
    }

    void renew() {
        if (held.isEmpty()) {
            return;
        }
        for (var lost : rows.renew(held.keySet())) {
            var whenLost = held.remove(lost);
            // Absent: it was ended by ourselves while the statement ran.
            if (whenLost != null) {
                LOG.warn("Saga {} was taken over by another owner", lost.saga());
                whenLost.run();
            }
        }
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (RuntimeException e) {
            // The next renewal may still be in time; if not, the fence stops us.
            LOG.warn("The leases of {} sagas could not be renewed: {}", held.size(), Reasons.of(e));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
