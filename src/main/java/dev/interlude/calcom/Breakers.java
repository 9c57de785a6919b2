package dev.interlude.calcom;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One breaker for each account and group of calls, named {@code salon/slots}. Camel's own breaker is one for each place in
 * a route; this is one place for all accounts, so the route enters and leaves by these two doors.
 */
public class Breakers {

    private static final Set<Kind> UNTOLD = EnumSet.of(Kind.BLOCKED, Kind.CROWDED);

    private final CircuitBreakerRegistry registry;
    private final CallMeters meters;
    private final int openSeconds;

    /** @param openSeconds how long an open breaker stays so; what callers are told */
    public Breakers(CircuitBreakerRegistry registry, Iterable<String> accounts, CallMeters meters, int openSeconds) {
        this.registry = registry;
        this.meters = meters;
        this.openSeconds = openSeconds;
        for (var account : accounts) {
            for (var group : CallGroup.values()) {
                registry.circuitBreaker(name(account, group));
            }
        }
    }

    /** @throws CalcomTrouble at once while the breaker is open: such a call shall not even wait for its budget */
    public void requireNotOpen(CalcomCall call) {
        var state = of(call).getState();
        if (state == State.OPEN || state == State.FORCED_OPEN) {
            throw open();
        }
    }

    /**
     * Every call that has entered must leave.
     *
     * @throws CalcomTrouble when the breaker is open, or half-open with enough probes on their way
     */
    public Entry enter(CalcomCall call) {
        if (!of(call).tryAcquirePermission()) {
            throw open();
        }
        return new Entry(call, System.nanoTime());
    }

    /** Trouble counts against Cal.com; a refusal is an answer; neither a rate limit nor our own crowd says anything of its health. */
    public void leave(Entry entry, CalcomAnswer answer) {
        var breaker = of(entry.call());
        var nanos = System.nanoTime() - entry.enteredAt();
        meters.answered(entry.call(), answer, nanos);
        if (answer instanceof Trouble trouble && UNTOLD.contains(trouble.kind())) {
            breaker.releasePermission();
        } else if (answer instanceof Trouble trouble) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new CalcomTrouble(trouble));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    Map<CallGroup, State> states(String account) {
        var states = new EnumMap<CallGroup, State>(CallGroup.class);
        for (var group : CallGroup.values()) {
            states.put(group, registry.circuitBreaker(name(account, group)).getState());
        }
        return states;
    }

    private CircuitBreaker of(CalcomCall call) {
        return registry.circuitBreaker(name(call.account(), call.operation().group()));
    }

    private CalcomTrouble open() {
        return new CalcomTrouble(new Trouble(Kind.BREAKER_OPEN, false, openSeconds, "the breaker is open"));
    }

    private static String name(String account, CallGroup group) {
        return account + "/" + group.text();
    }

    /** A call on its way. */
    public record Entry(CalcomCall call, long enteredAt) {}
}
