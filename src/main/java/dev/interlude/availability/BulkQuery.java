package dev.interlude.availability;

import dev.interlude.platform.Problem;

/**
 * One search of many that came together.
 *
 * @param wish null where the search makes no sense
 * @param problem why it makes none, or null
 */
public record BulkQuery(int index, AvailabilityWish wish, Problem problem) {

    /** Whether it can be searched at all. */
    public boolean sound() {
        return problem == null;
    }
}
