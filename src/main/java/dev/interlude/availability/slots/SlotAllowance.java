package dev.interlude.availability.slots;

import java.time.Duration;

/**
 * How many calls to Cal.com can be made before a caller's wait ends.
 *
 * @param calls that can go in time
 * @param each how long it takes until one more can go
 * @param blockedFor how long Cal.com takes none at all
 */
public record SlotAllowance(int calls, Duration each, Duration blockedFor) {

    public static final SlotAllowance UNLIMITED = new SlotAllowance(Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO);

    /** Seconds until this many more calls could be made; at least one. */
    int secondsFor(int calls) {
        var millis = blockedFor.toMillis() + each.toMillis() * (double) calls;
        return (int) Math.max(1, Math.ceil(millis / 1000));
    }

    boolean blocked() {
        return !blockedFor.isZero();
    }
}
