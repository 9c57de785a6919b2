package dev.interlude.platform.flows;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Holds requests while flows are exchanged. A request that is past it is under way until it leaves. If those under way
 * do not end soon the gate opens again; each time in a row it stays closed longer, so that a busy server changes its
 * flows too.
 */
public final class FlowGate {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private int underWay;
    private Duration patience = FIRST;

    /** Waits while the gate is closed. Each call is followed by one of {@link #leave}. */
    public void enter() {
        lock.lock();
        try {
            while (closed) {
                changed.awaitUninterruptibly();
            }
            underWay++;
        } finally {
            lock.unlock();
        }
    }

    public void leave() {
        lock.lock();
        try {
            underWay--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the gate, waits for what is under way, exchanges, and opens it.
     *
     * @param idle whether what is to be exchanged is not in use, requests apart
     * @param exchange whether it was done
     */
    boolean whileClosed(BooleanSupplier idle, BooleanSupplier exchange) {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        try {
            var done = awaitIdle(idle) && exchange.getAsBoolean();
            patience = done ? FIRST : shorter(patience.multipliedBy(2), LONGEST);
            return done;
        } finally {
            open();
        }
    }

    private boolean awaitIdle(BooleanSupplier idle) {
        var end = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (underWay > 0 || !idle.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                changed.awaitNanos(LOOK_NANOS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        lock.lock();
        try {
            closed = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
