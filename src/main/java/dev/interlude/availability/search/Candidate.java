package dev.interlude.availability.search;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/**
 * A path through the segments: chosen up to a stage, the cheapest from there on. Candidates compare as their offers
 * would.
 */
final class Candidate implements Comparable<Candidate> {

    private final Candidate before;
    private final Stage stage;
    private final int staff;
    private final int time;
    /** The cost up to this stage; the stage itself knows the rest. */
    private final long spentA;

    private final long spentB;
    private final long spentC;
    private final long start;

    /** The cheapest candidate from a start of the first segment. */
    Candidate(Stage first, int staff, int time) {
        this(null, first, staff, time, 0, 0, 0, first.times[time]);
    }

    private Candidate(
            Candidate before, Stage stage, int staff, int time, long spentA, long spentB, long spentC, long start) {
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
        return stage.isLast();
    }

    /** This candidate with the next segment chosen too. */
    Candidate on(int nextStaff, int nextTime) {
        var weights = stage.weights;
        long pause = stage.pauseBetween(staff, time, nextTime);
        long change = stage.changes(staff, nextStaff);
        return new Candidate(
                this,
                stage.next(staff, time),
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
        return spentA + stage.costs.a[stage.path(staff, time)];
    }

    private long b() {
        return spentB + stage.costs.b[stage.path(staff, time)];
    }

    private long c() {
        return spentC + stage.costs.c[stage.path(staff, time)];
    }

    /** The measure of the order; smaller is better. */
    long measure() {
        return stage.input.measure(a(), start);
    }

    @Override
    public int compareTo(Candidate other) {
        int compared = compareCosts(other);
        return compared != 0 ? compared : compareChoices(other);
    }

    /** Without regard to who and when, so that candidates of different arrangements of a visit can be compared. */
    int compareCosts(Candidate other) {
        int compared = Long.compare(measure(), other.measure());
        if (compared == 0) {
            compared = Long.compare(start, other.start);
        }
        if (compared == 0) {
            compared = Costs.compare(a(), b(), c(), other.a(), other.b(), other.c());
        }
        return compared;
    }

    /** By the first segment that differs: staff in the order of the catalog, then start. */
    private int compareChoices(Candidate other) {
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
        for (var path = this; path != null; path = path.before) {
            chosen.addFirst(segment(path.stage, path.staff, path.time));
        }
        var segments = new ArrayList<>(chosen);
        int s = staff;
        int t = time;
        for (var at = stage; !at.isLast(); ) {
            var next = at.next(s, t);
            int nextStaff = at.followingStaff(s, t);
            t = at.followingTime(s, t);
            s = nextStaff;
            at = next;
            segments.add(segment(at, s, t));
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
                Instant.ofEpochSecond(start + stage.choice.seconds(staff)));
    }
}
