package dev.interlude.sandbox.log;

import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The last requests received, oldest first. */
public final class RequestLog {
    private static final int KEPT = 5_000;

    private final TreeMap<Long, Received> entries = new TreeMap<>();
    private long last;

    /** Notes a request at its arrival and returns its number. */
    public synchronized long arrived(Instant at, Operation operation, Call call, Long eventTypeId, String key) {
        var body = new String(call.body(), StandardCharsets.UTF_8);
        entries.put(
                ++last,
                new Received(
                        last,
                        at,
                        operation,
                        call.method(),
                        call.target(),
                        call.headers(),
                        body,
                        eventTypeId,
                        call.uid(),
                        key,
                        null));
        if (entries.size() > KEPT) {
            entries.pollFirstEntry();
        }
        return last;
    }

    public synchronized void answered(long seq, int status) {
        entries.computeIfPresent(seq, (number, entry) -> entry.answered(status));
    }

    public synchronized List<Received> all() {
        return List.copyOf(entries.values());
    }

    /** Forgets all; numbers go on. */
    public synchronized void clear() {
        entries.clear();
    }
}
