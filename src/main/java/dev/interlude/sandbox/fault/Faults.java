package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults in force; the first that fits a request is taken. */
public final class Faults {

    /** A fault with what is left of it. */
    public record InForce(long id, Fault fault, int timesLeft, int skipLeft, int happened) {}

    private final List<InForce> inForce = new ArrayList<>();
    private long ids;

    /** Adds a fault and returns its id. */
    public synchronized long add(Fault fault) {
        inForce.add(new InForce(++ids, fault, fault.times(), fault.skip(), 0));
        return ids;
    }

    public synchronized void remove(long id) {
        inForce.removeIf(f -> f.id == id);
    }

    public synchronized void clear() {
        inForce.clear();
    }

    /** All faults that were added and not removed, also those that are used up. */
    public synchronized List<InForce> list() {
        return List.copyOf(inForce);
    }

    /** How often a fault has happened; 0 when it was removed. */
    public synchronized int happened(long id) {
        return inForce.stream()
                .filter(f -> f.id == id)
                .mapToInt(InForce::happened)
                .sum();
    }

    /**
     * The fault that this request meets, counted as happened.
     *
     * @param eventTypeId of the request or of the booking it is about; null when unknown
     */
    public synchronized Optional<Fault> take(Operation operation, Call call, Long eventTypeId) {
        for (int i = 0; i < inForce.size(); i++) {
            var f = inForce.get(i);
            if (f.timesLeft == 0 || !fits(f.fault, operation, call.uid(), eventTypeId)) {
                continue;
            }
            if (f.skipLeft > 0) {
                inForce.set(i, new InForce(f.id, f.fault, f.timesLeft, f.skipLeft - 1, f.happened));
                continue;
            }
            var left = f.timesLeft == Fault.FOREVER ? Fault.FOREVER : f.timesLeft - 1;
            inForce.set(i, new InForce(f.id, f.fault, left, 0, f.happened + 1));
            return Optional.of(f.fault);
        }
        return Optional.empty();
    }

    private static boolean fits(Fault fault, Operation operation, String uid, Long eventTypeId) {
        return (fault.operation() == null || fault.operation() == operation)
                && (fault.eventTypeId() == null || fault.eventTypeId().equals(eventTypeId))
                && (fault.uid() == null || fault.uid().equals(uid));
    }
}
