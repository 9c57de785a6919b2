package dev.interlude.catalog;

/** Minutes between two segments, in which the staff are free for others; {@code min <= preferred <= max}. */
public record Pause(int min, int max, int preferred) {

    public static final Pause NONE = new Pause(0, 0, 0);

    public boolean isNone() {
        return max == 0;
    }

    public boolean allows(long minutes) {
        return min <= minutes && minutes <= max;
    }
}
