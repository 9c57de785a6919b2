package dev.interlude.ops;

import dev.interlude.catalog.Catalog;
import dev.interlude.ops.jdbc.BookingTally;

/** Patterns as callers see them. */
public class PatternView {

    private final Catalog catalog;
    private final BookingTally tally;

    public PatternView(Catalog catalog, BookingTally tally) {
        this.catalog = catalog;
        this.tally = tally;
    }

    public Patterns patterns(PatternRange range) {
        return Patterns.of(range, tally.hours(range), tally.services(range), catalog);
    }
}
