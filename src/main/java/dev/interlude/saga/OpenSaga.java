package dev.interlude.saga;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A saga this node has begun and not ended, cached so that the happy path need not read the journal. */
final class OpenSaga {

    private final SagaId id;
    private final Lease lease;
    private final AtomicLong deadline;
    private final AtomicInteger nextSeq = new AtomicInteger();
    private final Set<PlannedStep> enlisted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean limited = new AtomicBoolean();
    private volatile boolean journaled;
    private volatile SagaState state = SagaState.ACTIVE;
    private volatile boolean lost;

    OpenSaga(SagaId id, Duration timeout) {
        this.id = id;
        this.lease = new Lease(id, Lease.FIRST);
        this.deadline = new AtomicLong(System.nanoTime() + timeout.toNanos());
    }

    SagaId id() {
        return id;
    }

    Lease lease() {
        return lease;
    }

    Duration remaining() {
        return Duration.ofNanos(deadline.get() - System.nanoTime());
    }

    /** A step's own timeout: the first replaces the default, later ones can only shorten it. True: it became shorter. */
    boolean limit(Duration timeout) {
        var end = System.nanoTime() + timeout.toNanos();
        if (!limited.getAndSet(true) && !journaled) {
            deadline.set(end);
            return true;
        }
        return deadline.getAndAccumulate(end, (a, b) -> a - b < 0 ? a : b) - end > 0;
    }

    int reserve(int steps) {
        return nextSeq.getAndAdd(steps);
    }

    /**
     * A statement about it was sent: from now on only the journal knows whether it has a row, as a commit's outcome may
     * be unknown.
     */
    void journaled() {
        journaled = true;
    }

    boolean isJournaled() {
        return journaled;
    }

    void enlisted(List<PlannedStep> steps) {
        enlisted.addAll(steps);
    }

    boolean has(PlannedStep step) {
        return enlisted.contains(step);
    }

    boolean hasSteps() {
        return !enlisted.isEmpty();
    }

    void reached(SagaState next) {
        state = next;
    }

    SagaState state() {
        return state;
    }

    void lose() {
        lost = true;
    }

    /** @throws SagaLost when it is known to be over; that it is not known proves nothing, the fence does */
    void requireActive() {
        if (lost) {
            throw new SagaLost(id, "was taken over");
        }
        if (state != SagaState.ACTIVE) {
            throw new SagaLost(id, "is " + state);
        }
    }
}
