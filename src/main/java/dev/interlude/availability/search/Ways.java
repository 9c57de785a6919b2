package dev.interlude.availability.search;

import dev.interlude.catalog.Service;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Chooses between the arrangements of a visit: by cost, of equals the arrangement that is named first. */
final class Ways {

    /** A candidate for one arrangement. */
    record Way(Service arrangement, Candidate candidate) {

        Offer offer() {
            return candidate.offer(arrangement.id());
        }
    }

    private Ways() {}

    /** @param ways those of each arrangement, best first */
    static List<Offer> best(List<Way> ways, List<Service> arrangements, boolean all, int limit) {
        var starts = new HashSet<Long>();
        return ways.stream()
                .sorted(order(arrangements))
                .filter(way -> all || starts.add(way.candidate().start()))
                .limit(limit)
                .map(Way::offer)
                .toList();
    }

    static Optional<Offer> best(List<Way> ways, List<Service> arrangements) {
        return ways.stream().min(order(arrangements)).map(Way::offer);
    }

    /** Candidates of the same arrangement stay as they are: the sort is stable. */
    private static Comparator<Way> order(List<Service> arrangements) {
        return Comparator.<Way, Candidate>comparing(Way::candidate, Candidate::compareCosts)
                .thenComparingInt(way -> arrangements.indexOf(way.arrangement()));
    }
}
