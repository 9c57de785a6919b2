package dev.interlude.platform.work;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what this node writes, so that what was read may be used again as long as nothing has changed. What other nodes
 * write is not counted.
 */
public final class Changes {

    private final AtomicLong writes = new AtomicLong();

    /** To be asked before reading. What was read may be used as long as it stays the same. */
    public long version() {
        return writes.get();
    }

    /** Something has been committed, or may have been. */
    public void note() {
        writes.incrementAndGet();
    }
}
