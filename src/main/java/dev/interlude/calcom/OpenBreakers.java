package dev.interlude.calcom;

import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's open breakers, and since when; logs every state change. */
public class OpenBreakers implements AttentionSource {

    private static final Logger LOG = LoggerFactory.getLogger(OpenBreakers.class);

    private final CircuitBreakerRegistry registry;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    public OpenBreakers(CircuitBreakerRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        registry.getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
        registry.getAllCircuitBreakers().forEach(this::watch);
    }

    @Override
    public String name() {
        return "breakers";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        var open = since.entrySet().stream()
                .map(entry -> item(entry.getKey(), entry.getValue()))
                .toList();
        return after.page(open, limit);
    }

    private void watch(CircuitBreaker breaker) {
        breaker.getEventPublisher()
                .onStateTransition(event -> changed(event.getCircuitBreakerName(), event.getStateTransition()));
    }

    private void changed(String breaker, StateTransition change) {
        var to = change.getToState();
        if (keepsCallsBack(to) || to == State.HALF_OPEN) {
            since.putIfAbsent(breaker, clock.instant());
        } else {
            since.remove(breaker);
        }
        LOG.warn("Breaker {} of Cal.com: {} -> {}", breaker, name(change.getFromState()), name(to));
    }

    private AttentionItem item(String breaker, Instant at) {
        var state = registry.circuitBreaker(breaker).getState();
        return new AttentionItem(
                "breaker-open",
                breaker,
                null,
                at,
                "Cal.com failed too often: the breaker %s is %s. ".formatted(breaker, name(state))
                        + (keepsCallsBack(state)
                                ? "Calls are not sent for the moment; it closes by itself when Cal.com answers again."
                                : "Some calls are let through to see whether Cal.com answers again."),
                "/health/calcom/detailed",
                List.of());
    }

    private static boolean keepsCallsBack(State state) {
        return state == State.OPEN || state == State.FORCED_OPEN;
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
