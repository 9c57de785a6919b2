package dev.interlude.calcom.budget;

import dev.interlude.calcom.CalcomTrouble;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * One account's calls on one node: a slice taken from the shared bucket, and the calls waiting for the next. The lock
 * is held for arithmetic only; one thread at a time asks the database while the others wait.
 */
public final class Budget {

    /** How long to wait for a thread that is asking the database. */
    private static final long ASKING_MILLIS = 2;

    /** A waiting lower priority looks again after this time at the latest: the bucket may have been refilled. */
    private static final long LONGEST_PAUSE_MILLIS = 500;

    /** A call not back this long after its deadline will not come back. */
    private static final long ABANDONED_MILLIS = 2_000;

    private static final long CORRECTION_MILLIS = 1_000;

    private final String account;
    private final Allowance allowance;
    private final Map<Priority, Duration> patience;
    private final SharedCalls shared;
    private final Clock clock;
    private final TreeSet<Turn> waiting = new TreeSet<>(Turn.ORDER);

    private long numbers;
    private int slice;
    private long sliceUntil;
    private double level;
    private long levelAt;
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
        this.level = allowance.capacity();
        this.levelAt = clock.millis();
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
            wanted = allowance.slice(levelAt(now), turn.priority(), ahead(turn) + 1);
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
        Long left = null;
        try {
            var taken = shared.take(wanted);
            if (taken.granted() == 0) {
                // Others have taken from it since we last looked.
                var fewer = allowance.slice(taken.left(), turn.priority(), 1);
                taken = fewer == 0 ? taken : shared.take(fewer);
            }
            left = taken.left();
            granted = taken.granted();
            // They may have left less than is reserved for higher priorities.
            var tooMany = (int) Math.min(granted, allowance.floor(turn.priority()) - left);
            if (tooMany > 0) {
                shared.giveBack(tooMany);
                granted -= tooMany;
                left += tooMany;
            }
        } finally {
            synchronized (this) {
                asking = false;
                if (left == null) {
                    waiting.remove(turn);
                } else {
                    level = left;
                    levelAt = askedAt;
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
        var flowsIn = allowance.wait(levelAt(now), turn.priority(), ahead(turn));
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

    /** What is in the shared bucket, as far as this node knows. */
    private double levelAt(long now) {
        return Math.min(allowance.capacity(), level + allowance.inflow(Math.max(0, now - levelAt)));
    }

    /**
     * Cal.com has said how many calls it will still take. Fewer than the bucket would let out by then: another program uses
     * the account too, and the bucket is lowered, for all nodes.
     *
     * @param refused it takes none at all until then
     */
    public void correct(RateLimits limits, boolean refused) {
        if (limits.limits().isEmpty()) {
            return;
        }
        long target;
        synchronized (this) {
            var now = clock.millis();
            target = limits.limits().stream()
                    .mapToLong(limit -> (refused ? 0 : limit.remaining())
                            - (long) Math.ceil(allowance.inflow(limit.resetSeconds() * 1000.0)))
                    .max()
                    .getAsLong();
            if (Math.floor(levelAt(now)) <= target && !refused || !refused && now < correctedAt + CORRECTION_MILLIS) {
                return;
            }
            correctedAt = now;
            if (refused) {
                blockedUntil = now + 1000 * limits.firstReset();
                slice = 0;
                level = target;
                levelAt = now;
            }
        }
        var lowered = shared.lower(target);
        synchronized (this) {
            level = lowered;
            levelAt = clock.millis();
        }
    }

    /** Whether Cal.com itself blocks calls, not our own limit; a block also has to be paid back afterwards. */
    private boolean blocked(long now) {
        return now < blockedUntil || levelAt(now) < 0;
    }

    /** How many more calls of a class could go within some time, if no other calls came now. */
    public synchronized int within(Priority priority, Duration wait) {
        var now = clock.millis();
        var left = wait.minusMillis(Math.max(0, blockedUntil - now));
        if (left.isNegative()) {
            return 0;
        }
        var taken = now < sliceUntil ? slice : 0;
        var flowsIn = allowance.inflow(left.toMillis());
        var waitingBefore = waiting.stream()
                .filter(turn -> turn.priority().compareTo(priority) <= 0)
                .count();
        return (int)
                Math.max(0, Math.floor(levelAt(now) - allowance.floor(priority) + flowsIn) + taken - waitingBefore);
    }

    /** How long it takes until one more call can go. */
    Duration each() {
        return allowance.refillPeriod().dividedBy(allowance.refill());
    }

    int capacity() {
        return allowance.capacity();
    }

    public synchronized double left() {
        return levelAt(clock.millis());
    }

    /** Seconds until calls flow again; 0 while they do. */
    public synchronized double blockedSeconds() {
        var now = clock.millis();
        var owed = Math.max(0, -levelAt(now)) * allowance.refillPeriod().toMillis() / allowance.refill();
        return Math.max(owed, blockedUntil - now) / 1000.0;
    }

    public synchronized int waiting() {
        return waiting.size();
    }
}
