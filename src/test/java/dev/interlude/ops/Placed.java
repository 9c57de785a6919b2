package dev.interlude.ops;

/** How many placings a node counts: composites and single bookings that are booked, composites that were undone. */
record Placed(double composites, double singles, double compensated) {

    static Placed of(Scrape shown) {
        return new Placed(
                shown.highest("interlude_bookings_placed_total{composite=\"true\",result=\"booked\"}"),
                shown.highest("interlude_bookings_placed_total{composite=\"false\",result=\"booked\"}"),
                shown.highest("interlude_bookings_placed_total{composite=\"true\",result=\"compensated\"}"));
    }

    Placed plus(int moreComposites, int moreSingles, int moreCompensated) {
        return new Placed(composites + moreComposites, singles + moreSingles, compensated + moreCompensated);
    }
}
