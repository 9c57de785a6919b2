package dev.interlude.calcom.budget;

import java.util.TreeMap;

/**
 * A sliding window over an account's calls. Each is ready (may leave now), spent (Cal.com may still count it) or neither; together
 * they are as many as Cal.com allows, so no window of Cal.com's, whenever it begins, sees more. What is neither becomes ready at
 * the highest steady rate that can be kept up until the spent ones return: after a burst there is less, but never a gap.
 */
public final class CallWindow {

    private final Allowance allowance;
    /** By the step of time they were spent in. */
    private final TreeMap<Long, Integer> spent = new TreeMap<>();

    private double ready;
    private double later;
    private long at;
    private long blockedUntil;

    public CallWindow(Allowance allowance, long now) {
        this.allowance = allowance;
        this.ready = allowance.capacity();
        this.later = allowance.calls() - ready;
        this.at = now;
    }

    public SharedCalls.State take(int calls, long now) {
        forward(now);
        if (at < blockedUntil || Allowance.whole(ready) < calls) {
            return state(0);
        }
        ready -= calls;
        spent.merge(at / allowance.stepMillis(), calls, Integer::sum);
        return state(calls);
    }

    public SharedCalls.State giveBack(int calls, long now) {
        forward(now);
        for (var left = calls; left > 0 && !spent.isEmpty(); ) {
            var last = spent.lastEntry();
            var back = Math.min(left, last.getValue());
            if (back == last.getValue()) {
                spent.remove(last.getKey());
            } else {
                spent.put(last.getKey(), last.getValue() - back);
            }
            left -= back;
            ready += back;
        }
        var tooMany = Math.max(0, ready - allowance.capacity());
        ready -= tooMany;
        later += tooMany;
        return state(0);
    }

    public SharedCalls.State postpone(long byMillis, long now) {
        forward(now);
        var sent = at - byMillis;
        // One that was taken as early as this call can have been: none that is younger returns too early.
        var taken = spent.floorEntry((sent - allowance.hold().toMillis()) / allowance.stepMillis());
        if (taken == null) {
            taken = spent.floorEntry(sent / allowance.stepMillis());
        }
        if (taken == null) {
            return spend(1, at / allowance.stepMillis());
        }
        spent.merge(taken.getKey(), -1, (all, one) -> all + one == 0 ? null : all + one);
        spent.merge(at / allowance.stepMillis(), 1, Integer::sum);
        return state(0);
    }

    private SharedCalls.State spend(int calls, long step) {
        var fromLater = Math.min(later, calls);
        later -= fromLater;
        ready -= calls - fromLater;
        spent.merge(step, calls, Integer::sum);
        return state(0);
    }

    public SharedCalls.State lower(long unspent, long resetMillis, boolean blocked, long now) {
        forward(now);
        var reset = at + resetMillis;
        blockedUntil = Math.max(blockedUntil, blocked ? reset : 0);
        var excess = (int) Math.ceil(ready + later - unspent);
        return excess > 0 ? spend(excess, (reset - allowance.windowMillis()) / allowance.stepMillis()) : state(0);
    }

    /** Clocks of nodes differ: time never goes back here. */
    private void forward(long now) {
        var until = Math.max(at, now);
        while (at < until) {
            returnSpent(at);
            var next = spent.isEmpty() ? until : Math.min(until, returns(spent.firstKey()));
            var flow = Math.min(perMilli() * (next - at), later);
            flow = Math.max(0, Math.min(flow, allowance.capacity() - ready));
            ready += flow;
            later -= flow;
            at = Math.max(next, at + 1);
        }
        returnSpent(at);
    }

    private void returnSpent(long now) {
        while (!spent.isEmpty() && returns(spent.firstKey()) <= now) {
            later += spent.pollFirstEntry().getValue();
        }
    }

    private long returns(long step) {
        return (step + 1) * allowance.stepMillis() + allowance.windowMillis();
    }

    /** The lowest average, over any time from now on within the window, of what is there and what returns by then. */
    private double perMilli() {
        var sum = later;
        var lowest = Double.MAX_VALUE;
        for (var step : spent.entrySet()) {
            lowest = Math.min(lowest, sum / Math.max(1, returns(step.getKey()) - at));
            sum += step.getValue();
        }
        return Math.min(lowest, sum / allowance.windowMillis());
    }

    private SharedCalls.State state(int granted) {
        var rate = Math.max(perMilli(), allowance.slowest());
        var now = at < blockedUntil ? -rate * (blockedUntil - at) : ready;
        return new SharedCalls.State(granted, now, Math.max(0, ready + later), rate);
    }

    /** For storing; {@link #read} is the way back. */
    public String text() {
        var text = new StringBuilder("%d %d %s %s".formatted(at, blockedUntil, ready, later));
        spent.forEach((step, calls) -> text.append(' ').append(step).append(':').append(calls));
        return text.toString();
    }

    public static CallWindow read(Allowance allowance, String text) {
        var words = text.split(" ");
        var window = new CallWindow(allowance, Long.parseLong(words[0]));
        window.blockedUntil = Long.parseLong(words[1]);
        window.ready = Double.parseDouble(words[2]);
        window.later = Double.parseDouble(words[3]);
        for (var i = 4; i < words.length; i++) {
            var step = words[i].split(":");
            window.spent.put(Long.parseLong(step[0]), Integer.parseInt(step[1]));
        }
        return window;
    }
}
