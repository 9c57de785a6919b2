package dev.interlude.catalog;

/**
 * Minutes between two segments, in which the staff are free for others; {@code min <= preferred <= max}, except in a visit,
 * where 0 is preferred: the customer waits as little as possible.
 */
public record Pause(int min, int max, int preferred) {

    public static final Pause NONE = new Pause(0, 0, 0);

    Pause asShortAsPossible() {
        return new Pause(min, max, 0);
    }

    public boolean isNone() {
        return max == 0;
    }

    public boolean allows(long minutes) {
        return min <= minutes && minutes <= max;
    }
}
