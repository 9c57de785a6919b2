package dev.interlude.calcom.budget;

import dev.interlude.calcom.CalcomTrouble;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * One account's calls on one node: a slice taken from the shared window, and the calls waiting for the next. The lock
 * is held for arithmetic only; one thread at a time asks the database while the others wait.
 */
public final class Budget {

    /** How long to wait for a thread that is asking the database. */
    private static final long ASKING_MILLIS = 2;

    /** A waiting lower priority looks again after this time at the latest: others may have given some back. */
    private static final long LONGEST_PAUSE_MILLIS = 500;

    /** A call not back this long after its deadline will not come back. */
    private static final long ABANDONED_MILLIS = 2_000;

    private static final long CORRECTION_MILLIS = 1_000;

    /** Calls that have left and that Cal.com had not counted when it answered another one, or the other way round. */
    private static final int UNNOTICED = 2;

    private final String account;
    private final Allowance allowance;
    private final Map<Priority, Duration> patience;
    private final SharedCalls shared;
    private final Clock clock;
    private final TreeSet<Turn> waiting = new TreeSet<>(Turn.ORDER);

    private long numbers;
    private int slice;
    private long sliceUntil;
    private SharedCalls.State known;
    private long knownAt;
    private boolean asking;
    private long correctedAt;
    private long blockedUntil;

    public Budget(
            String account, Allowance allowance, Map<Priority, Duration> patience, SharedCalls shared, Clock clock) {
        this.account = account;
        this.allowance = allowance;
        this.patience = patience;
        this.shared = shared;
        this.clock = clock;
        this.known = new SharedCalls.State(0, allowance.capacity(), allowance.calls(), allowance.usual());
        this.knownAt = clock.millis();
    }

    /** @throws CalcomTrouble if its wait would end before its turn */
    public Turn begin(Priority priority) {
        var now = clock.millis();
        Turn turn;
        synchronized (this) {
            turn = new Turn(
                    account,
                    priority,
                    ++numbers,
                    now,
                    now + patience.get(priority).toMillis(),
                    0);
        }
        return ask(turn);
    }

    /** @throws CalcomTrouble if its wait would end before its turn */
    public Turn ask(Turn turn) {
        var wanted = 0;
        synchronized (this) {
            var now = clock.millis();
            waiting.removeIf(other -> other.deadline() + ABANDONED_MILLIS < now);
            if (spend(turn, now)) {
                return turn.go();
            }
            waiting.add(turn);
            if (asking) {
                return turn.pause(ASKING_MILLIS);
            }
            wanted = allowance.slice(readyAt(now), floor(turn.priority(), now), ahead(turn) + 1);
            if (now < blockedUntil || wanted <= ahead(turn)) {
                return pause(turn, now);
            }
            asking = true;
        }
        return lease(turn, wanted);
    }

    private Turn lease(Turn turn, int wanted) {
        var granted = 0;
        var askedAt = clock.millis();
        SharedCalls.State state = null;
        try {
            var taken = shared.take(wanted);
            if (taken.granted() == 0) {
                // Others have taken from it since we last looked.
                var fewer = allowance.slice(taken.ready(), allowance.floor(turn.priority(), taken.unspent()), 1);
                taken = fewer == 0 ? taken : shared.take(fewer);
            }
            granted = taken.granted();
            // They may have left less than is reserved for higher priorities.
            var kept = allowance.floor(turn.priority(), taken.unspent() + granted);
            var tooMany = Math.min(granted, kept - Allowance.whole(taken.ready()));
            if (tooMany > 0) {
                taken = shared.giveBack(tooMany);
                granted -= tooMany;
            }
            state = taken;
        } finally {
            synchronized (this) {
                asking = false;
                if (state == null) {
                    waiting.remove(turn);
                } else {
                    known(state, askedAt);
                    slice = granted;
                    sliceUntil = askedAt + allowance.hold().toMillis();
                }
            }
        }
        synchronized (this) {
            return spend(turn, clock.millis()) ? turn.go() : pause(turn, clock.millis());
        }
    }

    /** Takes one out of the slice, unless calls before it need all of it. */
    private boolean spend(Turn turn, long now) {
        if (now < blockedUntil || now >= sliceUntil || slice <= ahead(turn)) {
            return false;
        }
        slice--;
        waiting.remove(turn);
        return true;
    }

    private int ahead(Turn turn) {
        return waiting.headSet(turn, false).size();
    }

    private Turn pause(Turn turn, long now) {
        var missing = floor(turn.priority(), now) + ahead(turn) + 1 - readyAt(now);
        var flowsIn = (long) Math.ceil(missing / known.perMilli());
        var wait = Math.max(Math.max(1, flowsIn), blockedUntil - now);
        if (now + wait > turn.deadline()) {
            waiting.remove(turn);
            var seconds = (int) Math.min(Integer.MAX_VALUE, (wait + 999) / 1000);
            throw new CalcomTrouble(new Trouble(
                    blocked(now) ? Kind.HELD_BACK : Kind.OVER_BUDGET,
                    false,
                    seconds,
                    "no call left for " + wait + " ms"));
        }
        return turn.pause(Math.min(wait, LONGEST_PAUSE_MILLIS));
    }

    private void known(SharedCalls.State state, long at) {
        known = state;
        knownAt = at;
    }

    /** What may leave now, as far as this node knows. */
    private double readyAt(long now) {
        return Math.min(allowance.capacity(), known.ready() + known.perMilli() * Math.max(0, now - knownAt));
    }

    private double unspentAt(long now) {
        return Math.min(allowance.calls(), known.unspent() + allowance.usual() * Math.max(0, now - knownAt));
    }

    private int floor(Priority priority, long now) {
        return allowance.floor(priority, unspentAt(now));
    }

    /** A call was answered. Later than assumed: Cal.com may have counted it at any moment until now. */
    public void answered(Duration after) {
        if (after.compareTo(allowance.travel()) > 0) {
            var state = shared.postpone(after.toMillis());
            synchronized (this) {
                known(state, clock.millis());
            }
        }
    }

    /**
     * Cal.com has said how many calls it will still take. Fewer than we would send: another program uses the account too,
     * and its calls are counted with ours, for all nodes.
     *
     * @param refused it takes none at all until then
     */
    public void correct(RateLimits limits, boolean refused) {
        if (limits.limits().isEmpty()) {
            return;
        }
        var remaining = refused ? 0 : limits.mostRemaining();
        var resetMillis = 1000 * (refused ? limits.firstReset() : limits.lastReset());
        synchronized (this) {
            var now = clock.millis();
            if (!refused && (known.unspent() <= remaining + UNNOTICED || now < correctedAt + CORRECTION_MILLIS)) {
                return;
            }
            correctedAt = now;
            if (refused) {
                blockedUntil = now + resetMillis;
                slice = 0;
            }
        }
        var state = shared.lower(remaining, resetMillis, refused);
        synchronized (this) {
            known(state, clock.millis());
        }
    }

    /** Whether Cal.com itself blocks calls, not our own limit; a block also has to be paid back afterwards. */
    private boolean blocked(long now) {
        return now < blockedUntil || readyAt(now) < 0;
    }

    /** How many more calls of a class could go within some time, if no other calls came now. */
    public synchronized int within(Priority priority, Duration wait) {
        var now = clock.millis();
        var left = wait.minusMillis(Math.max(0, blockedUntil - now));
        if (left.isNegative()) {
            return 0;
        }
        var taken = now < sliceUntil ? slice : 0;
        var flowsIn = known.perMilli() * left.toMillis();
        var waitingBefore = waiting.stream()
                .filter(turn -> turn.priority().compareTo(priority) <= 0)
                .count();
        return (int) Math.max(0, Math.floor(readyAt(now) - floor(priority, now) + flowsIn) + taken - waitingBefore);
    }

    /** How long it takes until one more call can go. */
    synchronized Duration each() {
        return Duration.ofNanos((long) (1_000_000 / known.perMilli()));
    }

    int capacity() {
        return allowance.capacity();
    }

    public synchronized double left() {
        return readyAt(clock.millis());
    }

    /** Seconds until calls flow again; 0 while they do. */
    public synchronized double blockedSeconds() {
        var now = clock.millis();
        var owed = Math.max(0, -readyAt(now)) / known.perMilli();
        return Math.max(owed, blockedUntil - now) / 1000.0;
    }

    public synchronized int waiting() {
        return waiting.size();
    }
}
