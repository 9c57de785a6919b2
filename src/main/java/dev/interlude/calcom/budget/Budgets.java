package dev.interlude.calcom.budget;

import dev.interlude.availability.slots.SlotAllowance;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.calcom.CalcomTrouble;
import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.CalcomCall;
import dev.interlude.platform.problems.Reasons;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets calls through within their account's budget, and corrects the budget from every answer. */
public class Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    /** How long the last call of a search may take when there is time. */
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(1500);

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
     * @param purpose of the flow, a {@link Priority} in lower case; null for the operation's default
     * @throws CalcomTrouble if it would have to wait longer than its priority may
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

    /** Asks again, after the given pause. */
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

    /**
     * How many calls a search for free times can make while its caller waits. The last one needs time for its answer:
     * half of a short wait is kept for that.
     */
    public SlotAllowance affordable(Collection<SlotRead> reads, Duration wait) {
        var each = reads.stream()
                .map(read -> budgets.get(read.account()))
                .distinct()
                .toList();
        var calls = each.stream()
                .mapToInt(budget -> budget.within(Priority.SEARCH, wait.minus(forAnswer(wait))))
                .min();
        var pace = each.stream().map(Budget::each).max(Duration::compareTo);
        return new SlotAllowance(calls.orElse(0), pace.orElse(Duration.ZERO), blockedFor(each));
    }

    private static Duration forAnswer(Duration wait) {
        var half = wait.dividedBy(2);
        return half.compareTo(LONGEST_ANSWER) < 0 ? half : LONGEST_ANSWER;
    }

    private static Duration blockedFor(List<Budget> budgets) {
        var seconds = budgets.stream().mapToDouble(Budget::blockedSeconds).max().orElse(0);
        return Duration.ofMillis((long) (seconds * 1000));
    }

    public RateLimits limits(Map<String, Object> headers) {
        return RateLimits.of(headers);
    }

    /**
     * @param limits null when no answer came
     * @param sentAt when the call left, in nanoseconds of {@link System#nanoTime}
     */
    public void correct(CalcomCall call, RateLimits limits, CalcomAnswer answer, long sentAt) {
        try {
            budgets.get(call.account()).answered(Duration.ofNanos(System.nanoTime() - sentAt));
            if (answer instanceof Trouble trouble && trouble.kind() == Kind.BLOCKED) {
                var until = limits.limits().isEmpty() ? RateLimits.unsaid(trouble.retryAfterSeconds()) : limits;
                LOG.warn("Cal.com blocks account {} for {} s", call.account(), until.reset());
                budgets.get(call.account()).correct(until, true);
            } else if (limits != null) {
                budgets.get(call.account()).correct(limits, false);
            }
        } catch (RuntimeException e) {
            // The answer itself is fine; this node is corrected, and the next answer corrects the others.
            LOG.warn("The budget of account {} could not be corrected: {}", call.account(), Reasons.of(e));
        }
    }

    public boolean blocked(String account) {
        return budgets.get(account).blockedSeconds() > 0;
    }

    /** For the health page. */
    public Map<String, Object> figures(String account) {
        var budget = budgets.get(account);
        return Map.of(
                "left",
                (long) Math.floor(budget.left()),
                "capacity",
                budget.capacity(),
                "blocked_seconds",
                (long) Math.ceil(budget.blockedSeconds()),
                "waiting",
                budget.waiting(),
                "sent_5m",
                meters.spent(account));
    }
}
