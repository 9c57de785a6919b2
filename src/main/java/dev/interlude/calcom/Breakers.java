package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.CalcomCall;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** One breaker for each account and group of calls, named {@code salon/slots}; {@code calcom-guard} is the route around each. */
public class Breakers {

    private static final Set<Kind> NOT_COUNTED = EnumSet.of(Kind.BLOCKED, Kind.CROWDED);

    private final CircuitBreakerRegistry registry;
    private final int openSeconds;

    /** @param openSeconds how long an open breaker stays open; what callers are told */
    public Breakers(CircuitBreakerRegistry registry, Iterable<String> accounts, int openSeconds) {
        this.registry = registry;
        this.openSeconds = openSeconds;
        for (var account : accounts) {
            for (var group : CallGroup.values()) {
                registry.circuitBreaker(group.breakerOf(account));
            }
        }
    }

    /** Neither a rate limit nor too many calls of our own say anything of Cal.com's health. */
    static boolean isNotCounted(Throwable failure) {
        return failure instanceof CalcomTrouble trouble
                && NOT_COUNTED.contains(trouble.trouble().kind());
    }

    /** @throws CallNotPermittedException at once while the breaker is open: such a call must not wait for its budget */
    public void requireNotOpen(CalcomCall call) {
        var breaker = registry.circuitBreaker(call.breaker());
        if (breaker.getState() == State.OPEN || breaker.getState() == State.FORCED_OPEN) {
            throw CallNotPermittedException.createCallNotPermittedException(breaker);
        }
    }

    /** @throws CalcomTrouble for the breaker, which counts exceptions */
    public void requireNoTrouble(CalcomAnswer answer) {
        if (answer instanceof Trouble trouble) {
            throw new CalcomTrouble(trouble);
        }
    }

    /** Open, or half-open with enough probes on their way. */
    public Trouble openTrouble() {
        return new Trouble(Kind.BREAKER_OPEN, false, openSeconds, "the breaker is open");
    }

    Map<CallGroup, State> states(String account) {
        var states = new EnumMap<CallGroup, State>(CallGroup.class);
        for (var group : CallGroup.values()) {
            states.put(group, registry.circuitBreaker(group.breakerOf(account)).getState());
        }
        return states;
    }
}
