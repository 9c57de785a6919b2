package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The candidates that begin in one stage, best first, computed lazily. */
final class Candidates implements Iterator<Candidate> {

    private final PriorityQueue<Candidate> open;
    private final boolean all;

    private Candidates(List<Candidate> begun, boolean all) {
        this.open = new PriorityQueue<>(begun);
        this.all = all;
    }

    /** For each start the best. */
    static Candidates oneForEachStart(Stage first) {
        var candidates = new ArrayList<Candidate>();
        for (int time = 0; time < first.times.length; time++) {
            int best = first.cheapestStaff(time);
            if (best >= 0) {
                candidates.add(new Candidate(first, best, time));
            }
        }
        return new Candidates(candidates, false);
    }

    /** Every combination of staff and starts. */
    static Candidates all(Stage first) {
        var candidates = new ArrayList<Candidate>();
        for (int time = 0; time < first.times.length; time++) {
            for (int staff = 0; staff < first.staff(); staff++) {
                if (first.leads(staff, time)) {
                    candidates.add(new Candidate(first, staff, time));
                }
            }
        }
        return new Candidates(candidates, true);
    }

    @Override
    public boolean hasNext() {
        return !open.isEmpty();
    }

    /**
     * An incomplete candidate compares as its best continuation, so the first complete one at the front is the best of
     * all that remain.
     */
    @Override
    public Candidate next() {
        var candidate = open.remove();
        while (all && !candidate.isWhole()) {
            addContinuations(candidate);
            candidate = open.remove();
        }
        return candidate;
    }

    private void addContinuations(Candidate candidate) {
        var stage = candidate.stage();
        var next = stage.next(candidate.staff(), candidate.time());
        var terms = stage.choice.terms(candidate.staff());
        long latest = stage.latestNext(terms, candidate.time());
        int first = FreeSlots.firstFrom(next.times, stage.soonestNext(terms, candidate.time()));
        for (int time = first; time < next.times.length && next.times[time] <= latest; time++) {
            for (int staff = 0; staff < next.staff(); staff++) {
                if (next.leads(staff, time) && stage.allows(candidate.staff(), staff)) {
                    open.add(candidate.on(staff, time));
                }
            }
        }
    }
}
