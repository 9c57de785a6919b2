package dev.interlude.saga;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sagas this node has begun and not ended. */
public class OpenSagas {

    private final Map<SagaId, OpenSaga> sagas = new ConcurrentHashMap<>();
    private final HeldLeases leases;

    public OpenSagas(HeldLeases leases) {
        this.leases = leases;
    }

    OpenSaga begin(Duration timeout) {
        var saga = new OpenSaga(SagaId.random(), timeout);
        sagas.put(saga.id(), saga);
        return saga;
    }

    /** @throws SagaLost when no such saga is open here; it never answers "none", or a straggler's leg would found a saga of its own */
    OpenSaga require(SagaId id) {
        var saga = sagas.get(id);
        if (saga == null) {
            throw new SagaLost(id, "is not open on this node");
        }
        return saga;
    }

    /** Its row is committed: from now on its lease is kept alive. */
    void keep(OpenSaga saga) {
        leases.hold(saga.lease(), () -> {
            saga.lose();
            sagas.remove(saga.id());
        });
        // Ended while a straggler's step was being enlisted: let the lease run out.
        if (!sagas.containsKey(saga.id())) {
            leases.release(saga.lease());
        }
    }

    /** Forgets it. If the journal still holds it open, its lease runs out and recovery takes it. */
    void end(OpenSaga saga) {
        leases.release(saga.lease());
        sagas.remove(saga.id());
    }

    /** Drops sagas without a row that were not ended in time (mostly MANUAL ones): there is nothing to undo. */
    void forgetOverdue() {
        sagas.values().removeIf(saga -> !saga.isJournaled() && saga.remaining().isNegative());
    }

    int size() {
        return sagas.size();
    }
}
