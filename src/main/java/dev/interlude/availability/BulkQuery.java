package dev.interlude.availability;

import dev.interlude.platform.problems.Problem;

/**
 * One search of a bulk request.
 *
 * @param search null if the search is invalid
 * @param problem why it is invalid, or null
 */
public record BulkQuery(int index, AvailabilityRequest search, Problem problem) {

    /** Whether it can be searched at all. */
    public boolean sound() {
        return problem == null;
    }
}
