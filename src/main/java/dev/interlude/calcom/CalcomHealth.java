package dev.interlude.calcom;

import dev.interlude.calcom.budget.Budgets;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Cal.com's recent health, from this node's own calls; makes none itself. */
public class CalcomHealth {

    private static final int TELLING = 10;
    private static final double FINE = 95;
    private static final double USELESS = 50;

    private final Breakers breakers;
    private final Budgets budgets;
    private final CallMeters calls;
    private final List<String> accounts;
    private final Set<String> inUse;
    private final Map<String, String> versions;

    /**
     * @param inUse the accounts that services are booked at: Cal.com is down when all of these are
     * @param versions of its API, by group of endpoints
     */
    public CalcomHealth(
            Breakers breakers,
            Budgets budgets,
            CallMeters calls,
            Set<String> accounts,
            Set<String> inUse,
            Map<String, String> versions) {
        this.breakers = breakers;
        this.budgets = budgets;
        this.calls = calls;
        this.accounts = accounts.stream().sorted().toList();
        this.inUse = Set.copyOf(inUse);
        this.versions = Map.copyOf(versions);
    }

    /** Members {@code api}, {@code budget}, {@code breaker}, {@code versions} and {@code clock_skew_seconds} of the health page. */
    public Map<String, Object> figures() {
        var recent = calls.recent();
        var states = new LinkedHashMap<String, Object>();
        var spending = new LinkedHashMap<String, Object>();
        var all = new ArrayList<State>();
        for (var account : accounts) {
            var its = breakers.states(account);
            all.addAll(its.values());
            states.put(account, shown(its));
            spending.put(account, budgets.figures(account));
        }
        var blocked = accounts.stream().anyMatch(budgets::blocked);
        var api = new LinkedHashMap<String, Object>();
        api.put(
                "status",
                status(
                        inUse.stream().allMatch(this::isDown),
                        blocked || all.stream().anyMatch(s -> s != State.CLOSED),
                        recent));
        api.put("latency_ms", recent.latencyMillis());
        api.put("success_rate", recent.successRate());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("api", api);
        figures.put("budget", spending);
        figures.put("breaker", states);
        figures.put("versions", calls.lastAnswers(versions));
        figures.put("clock_skew_seconds", calls.skewSeconds());
        return figures;
    }

    private static String status(boolean down, boolean limping, RecentCalls.Figures recent) {
        var rate = recent.all() < TELLING ? 100 : recent.successRate();
        if (down || rate < USELESS) {
            return "unhealthy";
        }
        return limping || rate < FINE ? "degraded" : "healthy";
    }

    private boolean isDown(String account) {
        return breakers.states(account).values().stream().anyMatch(CalcomHealth::isOpen);
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
