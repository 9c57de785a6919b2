package dev.interlude.series;

import dev.interlude.platform.Text;
import java.util.UUID;

/**
 * Which occurrences of a series are to be cancelled.
 *
 * @param booking of the occurrence it begins at; null with the scope all
 */
public record SeriesCancellation(Scope scope, UUID booking, Text reason) {

    public enum Scope {
        THIS,
        /** This one and those after it, as the series counts them. */
        FOLLOWING,
        /** All that have not begun. */
        ALL
    }
}
