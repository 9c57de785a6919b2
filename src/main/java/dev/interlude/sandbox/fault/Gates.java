package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Requests that are held until released. */
public final class Gates {

    /** A held request; {@code worked} tells whether its work is done and only the answer is held. */
    public record Waiting(
            long id, Operation operation, String method, String target, Long eventTypeId, String uid, boolean worked) {}

    private record Held(Waiting waiting, CompletableFuture<Boolean> goOn) {}

    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** Blocks until released (true) or killed (false). */
    public boolean hold(Operation operation, Call call, Long eventTypeId, boolean worked) {
        var id = ids.incrementAndGet();
        var waiting = new Waiting(id, operation, call.method(), call.target(), eventTypeId, call.uid(), worked);
        var goOn = new CompletableFuture<Boolean>();
        held.put(id, new Held(waiting, goOn));
        try {
            return goOn.join();
        } finally {
            held.remove(id);
        }
    }

    /** Who waits, first come first. */
    public List<Waiting> waiting() {
        return held.values().stream()
                .filter(h -> !h.goOn.isDone())
                .map(Held::waiting)
                .sorted(Comparator.comparing(Waiting::id))
                .toList();
    }

    /** Releases one; false if no request with that id is held. */
    public boolean release(long id) {
        return end(id, true);
    }

    /** Resets one's connection; before the work none is done. */
    public boolean kill(long id) {
        return end(id, false);
    }

    public void releaseAll() {
        held.keySet().forEach(this::release);
    }

    public void killAll() {
        held.keySet().forEach(this::kill);
    }

    private boolean end(long id, boolean goOn) {
        var one = held.get(id);
        return one != null && one.goOn.complete(goOn);
    }
}
