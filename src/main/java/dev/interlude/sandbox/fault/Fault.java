package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;

/**
 * Something that is to go wrong: {@code Fault.on(Operation.CREATE).silence().forEventType(101).times(2).skip(1)}.
 *
 * @param operation null for every operation
 * @param times how often; {@link #FOREVER} without end
 * @param skip how many matching requests pass before the first one that goes wrong
 * @param eventTypeId null for any
 * @param uid null for any
 * @param refusal what REFUSE answers
 * @param status of SERVER_ERROR
 * @param body of GARBAGE: {@code text}, {@code html}, {@code bytes} or {@code empty}
 * @param delayMillis of LATE
 */
public record Fault(
        Operation operation,
        FaultKind kind,
        int times,
        int skip,
        Long eventTypeId,
        String uid,
        Refusal refusal,
        int status,
        String body,
        long delayMillis) {

    public static final int FOREVER = Integer.MAX_VALUE;

    /** A fault of one operation, once, of a kind still to be named. */
    public static Fault on(Operation operation) {
        return new Fault(operation, FaultKind.SILENCE, 1, 0, null, null, null, 500, "text", 0);
    }

    public Fault kind(FaultKind kind) {
        return new Fault(operation, kind, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault refuse(Refusal refusal) {
        return new Fault(
                operation, FaultKind.REFUSE, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault serverError(int status) {
        return new Fault(
                operation, FaultKind.SERVER_ERROR, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault rateLimited() {
        return kind(FaultKind.RATE_LIMITED);
    }

    public Fault silence() {
        return kind(FaultKind.SILENCE);
    }

    public Fault silenceAfterWork() {
        return kind(FaultKind.SILENCE_AFTER_WORK);
    }

    public Fault reset() {
        return kind(FaultKind.RESET);
    }

    public Fault resetAfterWork() {
        return kind(FaultKind.RESET_AFTER_WORK);
    }

    public Fault garbage(String body) {
        return new Fault(
                operation, FaultKind.GARBAGE, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault garbageAfterWork(String body) {
        return garbage(body).kind(FaultKind.GARBAGE_AFTER_WORK);
    }

    public Fault cutBody() {
        return kind(FaultKind.CUT_BODY);
    }

    public Fault late(long millis) {
        return new Fault(operation, FaultKind.LATE, times, skip, eventTypeId, uid, refusal, status, body, millis);
    }

    public Fault gate() {
        return kind(FaultKind.GATE);
    }

    public Fault gateAfterWork() {
        return kind(FaultKind.GATE_AFTER_WORK);
    }

    public Fault times(int times) {
        return new Fault(operation, kind, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault forever() {
        return times(FOREVER);
    }

    public Fault skip(int skip) {
        return new Fault(operation, kind, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault forEventType(long eventTypeId) {
        return new Fault(operation, kind, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }

    public Fault forUid(String uid) {
        return new Fault(operation, kind, times, skip, eventTypeId, uid, refusal, status, body, delayMillis);
    }
}
