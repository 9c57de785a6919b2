package dev.interlude.calcom;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.TimeUnit;

/**
 * One breaker for each account and group of calls, named {@code salon/slots}. Camel's own breaker is one for each place in
 * a route; this is one place for all accounts, so the route enters and leaves by these two doors.
 */
public class Breakers {

    private final CircuitBreakerRegistry registry;
    private final int openSeconds;

    /** @param openSeconds how long an open breaker stays so; what callers are told */
    public Breakers(CircuitBreakerRegistry registry, Iterable<String> accounts, int openSeconds) {
        this.registry = registry;
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

    /** Trouble counts against Cal.com; a refusal is an answer; a rate limit says nothing about its health. */
    public void leave(Entry entry, CalcomAnswer answer) {
        var breaker = of(entry.call());
        if (answer instanceof Trouble trouble && trouble.kind() == Kind.BLOCKED) {
            breaker.releasePermission();
        } else if (answer instanceof Trouble trouble) {
            breaker.onError(entry.nanos(), TimeUnit.NANOSECONDS, new CalcomTrouble(trouble));
        } else {
            breaker.onSuccess(entry.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN} … */
    State state(String account, CallGroup group) {
        return registry.circuitBreaker(name(account, group)).getState();
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
    public record Entry(CalcomCall call, long enteredAt) {

        long nanos() {
            return System.nanoTime() - enteredAt;
        }
    }
}
