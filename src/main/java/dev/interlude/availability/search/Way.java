package dev.interlude.availability.search;

import dev.interlude.catalog.Service;

/**
 * A candidate for one arrangement of a visit. The cheaper one is the better; of equals the arrangement that is named
 * first.
 *
 * @param place of the arrangement among all of the visit
 */
record Way(Service arrangement, int place, Candidate candidate) implements Comparable<Way> {

    Offer offer() {
        return candidate.offer(arrangement.id());
    }

    long start() {
        return candidate.start();
    }

    @Override
    public int compareTo(Way other) {
        int compared = candidate.compareCosts(other.candidate);
        if (compared == 0) {
            compared = Integer.compare(place, other.place);
        }
        // Only candidates of one arrangement choose among the same segments.
        return compared == 0 ? candidate.compareTo(other.candidate) : compared;
    }
}
