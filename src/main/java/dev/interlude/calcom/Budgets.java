package dev.interlude.calcom;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets calls go when their account can afford them, and learns from every answer what it can afford. */
public class Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private final Map<String, Budget> budgets;
    private final BudgetMeters meters;

    public Budgets(Map<String, Budget> budgets, BudgetMeters meters) {
        this.budgets = Map.copyOf(budgets);
        this.meters = meters;
        this.budgets.forEach(meters::watch);
    }

    /**
     * A call's first request for its share.
     *
     * @param purpose of the flow, a {@link Priority} in small letters; null for what the operation usually serves
     * @throws CalcomTrouble when it would have to wait for longer than its class may
     */
    public Turn ask(CalcomCall call, String purpose) {
        var priority = purpose == null ? call.operation().priority() : Priority.of(purpose);
        try {
            var turn = budgets.get(call.account()).begin(priority);
            if (!turn.waits()) {
                meters.went(turn, false);
            }
            return turn;
        } catch (CalcomTrouble refused) {
            meters.refused(call.account(), priority);
            throw refused;
        }
    }

    /** The same again, after the pause it was told. */
    public Turn askAgain(Turn turn) {
        try {
            var next = budgets.get(turn.account()).ask(turn);
            if (!next.waits()) {
                meters.went(next, true);
            }
            return next;
        } catch (CalcomTrouble refused) {
            meters.refused(turn.account(), turn.priority());
            throw refused;
        }
    }

    public RateLimits limits(Map<String, Object> headers) {
        return RateLimits.of(headers);
    }

    /** @param limits null when no answer came */
    public void correct(CalcomCall call, RateLimits limits, CalcomAnswer answer) {
        try {
            if (answer instanceof Trouble trouble && trouble.kind() == Kind.BLOCKED) {
                var until = limits.limits().isEmpty() ? RateLimits.unsaid(trouble.retryAfterSeconds()) : limits;
                LOG.warn("Cal.com blocks account {} for {} s", call.account(), until.reset());
                budgets.get(call.account()).correct(until, true);
            } else if (limits != null) {
                budgets.get(call.account()).correct(limits, false);
            }
        } catch (RuntimeException e) {
            // The answer counts; this node knows, and the next answer tells the others.
            LOG.warn("The budget of account {} could not be corrected", call.account(), e);
        }
    }

    boolean blocked(String account) {
        return budgets.get(account).blockedSeconds() > 0;
    }

    /** For the health page. */
    Map<String, Object> figures(String account) {
        var budget = budgets.get(account);
        return Map.of(
                "left",
                (long) Math.floor(budget.left()),
                "capacity",
                budget.capacity(),
                "blocked_seconds",
                (long) Math.ceil(budget.blockedSeconds()),
                "waiting",
                budget.waiting());
    }
}
