package dev.interlude.booking.crash;

import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Gates.Waiting;
import dev.interlude.sandbox.http.Operation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One call that Cal.com will hold, before its work or after it; make it before the call is sent. */
final class HeldCall {

    private final Sandbox calcom;
    private final Operation operation;
    private final Long eventType;
    private final String uid;
    private final Set<Long> others;
    private long id;

    private HeldCall(Sandbox calcom, Operation operation, Long eventType, String uid, boolean beforeWork) {
        this(calcom, operation, eventType, uid, beforeWork, 0);
    }

    private HeldCall(Sandbox calcom, Operation operation, Long eventType, String uid, boolean beforeWork, int skip) {
        this.calcom = calcom;
        this.operation = operation;
        this.eventType = eventType;
        this.uid = uid;
        others = calcom.gates().waiting().stream().map(Waiting::id).collect(Collectors.toSet());
        var fault = Fault.on(operation).skip(skip);
        if (eventType != null) {
            fault = fault.forEventType(eventType);
        }
        if (uid != null) {
            fault = fault.forUid(uid);
        }
        calcom.faults().add(beforeWork ? fault.gate() : fault.gateAfterWork());
    }

    static HeldCall create(Sandbox calcom, long eventType, boolean beforeWork) {
        return new HeldCall(calcom, Operation.CREATE, eventType, null, beforeWork);
    }

    /** The first one passes. */
    static HeldCall secondCreate(Sandbox calcom, long eventType, boolean beforeWork) {
        return new HeldCall(calcom, Operation.CREATE, eventType, null, beforeWork, 1);
    }

    static HeldCall cancel(Sandbox calcom, String uid, boolean beforeWork) {
        return new HeldCall(calcom, Operation.CANCEL, null, uid, beforeWork);
    }

    /** Whatever booking of that event type is to be cancelled next. */
    static HeldCall cancelOf(Sandbox calcom, long eventType) {
        return new HeldCall(calcom, Operation.CANCEL, eventType, null, true);
    }

    static HeldCall move(Sandbox calcom, String uid, boolean beforeWork) {
        return new HeldCall(calcom, Operation.RESCHEDULE, null, uid, beforeWork);
    }

    static HeldCall slots(Sandbox calcom, long eventType) {
        return new HeldCall(calcom, Operation.SLOTS, eventType, null, false);
    }

    /** @param instead the answer of the request that makes the call; when it comes, the call will not */
    HeldCall awaitCall(CompletableFuture<Answer> instead) {
        await("a call of " + operation + " that is held")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> {
                    if (instead.isDone()) {
                        throw new IllegalStateException(
                                "no call of " + operation + " but an answer: " + instead.join());
                    }
                })
                .until(() -> calcom.gates().waiting().stream().anyMatch(this::isIt));
        return this;
    }

    /** It goes on: the work is done if it was not, and whoever still listens is answered. */
    void release() {
        if (!calcom.gates().release(id)) {
            throw new IllegalStateException("nothing was held");
        }
    }

    /** It is lost: no work if none was done, and no answer. */
    void lose() {
        if (!calcom.gates().kill(id)) {
            throw new IllegalStateException("nothing was held");
        }
    }

    private boolean isIt(Waiting waiting) {
        var it = !others.contains(waiting.id())
                && waiting.operation() == operation
                && (eventType == null || eventType.equals(waiting.eventTypeId()))
                && (uid == null || uid.equals(waiting.uid()));
        if (it) {
            id = waiting.id();
        }
        return it;
    }
}
