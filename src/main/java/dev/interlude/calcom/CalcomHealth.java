package dev.interlude.calcom;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How Cal.com has been lately, as this node knows it from its own calls: nothing is asked. */
public class CalcomHealth {

    private static final int TELLING = 10;
    private static final double FINE = 95;
    private static final double USELESS = 50;

    private final Breakers breakers;
    private final Budgets budgets;
    private final CallMeters calls;
    private final List<String> accounts;

    /** @param accounts those that services are booked at: of the others nobody notices whether they work */
    public CalcomHealth(Breakers breakers, Budgets budgets, CallMeters calls, Set<String> accounts) {
        this.breakers = breakers;
        this.budgets = budgets;
        this.calls = calls;
        this.accounts = accounts.stream().sorted().toList();
    }

    /** Members {@code api}, {@code budget} and {@code breaker} of the health page. */
    public Map<String, Object> figures() {
        var recent = calls.recent();
        var states = new LinkedHashMap<String, Object>();
        var spending = new LinkedHashMap<String, Object>();
        var all = new ArrayList<State>();
        var down = 0;
        for (var account : accounts) {
            var its = breakers.states(account);
            all.addAll(its.values());
            down += its.values().stream().anyMatch(CalcomHealth::isOpen) ? 1 : 0;
            states.put(account, shown(its));
            spending.put(account, budgets.figures(account));
        }
        var blocked = accounts.stream().anyMatch(budgets::blocked);
        var api = new LinkedHashMap<String, Object>();
        api.put(
                "status",
                status(down == accounts.size(), blocked || all.stream().anyMatch(s -> s != State.CLOSED), recent));
        api.put("latency_ms", recent.latencyMillis());
        api.put("success_rate", recent.successRate());
        return Map.of("api", api, "budget", spending, "breaker", states);
    }

    private static String status(boolean down, boolean limping, RecentCalls.Figures recent) {
        var rate = recent.all() < TELLING ? 100 : recent.successRate();
        if (down || rate < USELESS) {
            return "unhealthy";
        }
        return limping || rate < FINE ? "degraded" : "healthy";
    }

    private static boolean isOpen(State state) {
        return state == State.OPEN || state == State.FORCED_OPEN;
    }

    private static Map<String, String> shown(Map<CallGroup, State> states) {
        var shown = new LinkedHashMap<String, String>();
        states.forEach((group, state) ->
                shown.put(group.text(), state.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return shown;
    }
}
