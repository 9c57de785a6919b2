package dev.interlude.availability;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/**
 * A way through the segments: chosen up to a stage, from there on the cheapest. Ways compare as their offers would.
 */
final class Way implements Comparable<Way> {

    private final Way before;
    private final Stage stage;
    private final int staff;
    private final int time;
    /** What is spent before this stage; the stage itself knows the rest. */
    private final long spentA;

    private final long spentB;
    private final long spentC;
    private final long start;

    /** The cheapest way from a start of the first segment. */
    Way(Stage first, int staff, int time) {
        this(null, first, staff, time, 0, 0, 0, first.times[time]);
    }

    private Way(Way before, Stage stage, int staff, int time, long spentA, long spentB, long spentC, long start) {
        this.before = before;
        this.stage = stage;
        this.staff = staff;
        this.time = time;
        this.spentA = spentA;
        this.spentB = spentB;
        this.spentC = spentC;
        this.start = start;
    }

    long start() {
        return start;
    }

    boolean isWhole() {
        return stage.next == null;
    }

    /** This way with the next segment chosen too. */
    Way on(int nextStaff, int nextTime) {
        var weights = stage.weights;
        long pause = stage.pauseBetween(time, nextTime);
        long change = stage.changes(staff, nextStaff);
        return new Way(
                this,
                stage.next,
                nextStaff,
                nextTime,
                spentA
                        + pause * weights.pauseA()
                        + change * weights.changeA()
                        + stage.idle(staff, time) * weights.idleA(),
                spentB + pause * weights.pauseB() + change * weights.changeB(),
                spentC + change * weights.changeC(),
                start);
    }

    Stage stage() {
        return stage;
    }

    int staff() {
        return staff;
    }

    int time() {
        return time;
    }

    private long a() {
        return spentA + stage.costs.a[stage.way(staff, time)];
    }

    private long b() {
        return spentB + stage.costs.b[stage.way(staff, time)];
    }

    private long c() {
        return spentC + stage.costs.c[stage.way(staff, time)];
    }

    /** What the order is named for; smaller is better. */
    long measure() {
        return stage.material.measure(a(), start);
    }

    @Override
    public int compareTo(Way other) {
        int compared = Long.compare(measure(), other.measure());
        if (compared == 0) {
            compared = Long.compare(start, other.start);
        }
        if (compared == 0) {
            compared = Costs.compare(a(), b(), c(), other.a(), other.b(), other.c());
        }
        return compared != 0 ? compared : compareChoices(other);
    }

    /** By the first segment that differs: staff in the order of the catalog, then start. */
    private int compareChoices(Way other) {
        var mine = this;
        var theirs = other;
        while (mine.depth() > theirs.depth()) {
            mine = mine.before;
        }
        while (theirs.depth() > mine.depth()) {
            theirs = theirs.before;
        }
        int first = 0;
        for (; mine != theirs && mine != null; mine = mine.before, theirs = theirs.before) {
            int here = Integer.compare(mine.staff, theirs.staff);
            if (here == 0) {
                here = Integer.compare(mine.time, theirs.time);
            }
            first = here == 0 ? first : here;
        }
        return first;
    }

    private int depth() {
        return before == null ? 0 : before.depth() + 1;
    }

    Offer offer(String service) {
        Deque<OfferedSegment> chosen = new ArrayDeque<>();
        for (var way = this; way != null; way = way.before) {
            chosen.addFirst(segment(way.stage, way.staff, way.time));
        }
        var segments = new ArrayList<>(chosen);
        int s = staff;
        int t = time;
        for (var at = stage; at.next != null; at = at.next) {
            int nextStaff = at.followingStaff(s, t);
            t = at.followingTime(s, t);
            s = nextStaff;
            segments.add(segment(at.next, s, t));
        }
        return Offer.of(service, segments);
    }

    private static OfferedSegment segment(Stage stage, int staff, int time) {
        long start = stage.times[time];
        return new OfferedSegment(
                stage.choice.segment().key(),
                stage.choice.staff().get(staff),
                stage.choice.eventType(staff),
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(start + stage.choice.seconds()));
    }
}
