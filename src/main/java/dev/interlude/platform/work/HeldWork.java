package dev.interlude.platform.work;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The claims this process is working on. Only their leases may be renewed. Work that ends without a stored result is
 * stopped, and its claim is given back; a give-back that fails is repeated with the next one.
 *
 * @param <T> identifies one claim, its attempt included
 */
public final class HeldWork<T> {

    private final Set<T> working = ConcurrentHashMap.newKeySet();
    private final Set<T> stopped = ConcurrentHashMap.newKeySet();

    /** To be called once the claim is committed. */
    public void take(T claim) {
        working.add(claim);
    }

    /** The result is written. If the caller's transaction rolls back, the claim is still held and will be stopped. */
    public void done(T claim) {
        AfterCommit.run(() -> working.remove(claim));
    }

    /** The work has ended, whatever the result. */
    public void stop(T claim) {
        if (working.remove(claim)) {
            stopped.add(claim);
        }
    }

    public void giveBack(Consumer<T> write) {
        for (var claim : stopped) {
            write.accept(claim);
            stopped.remove(claim);
        }
    }

    public List<T> working() {
        return List.copyOf(working);
    }
}
