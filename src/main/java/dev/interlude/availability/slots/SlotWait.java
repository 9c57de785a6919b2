package dev.interlude.availability.slots;

import dev.interlude.availability.AvailabilitySettings;
import java.time.Duration;

/** How long each kind of caller waits for free times to be read. */
public final class SlotWait {

    /** The part of a caller's time kept for what follows the reading. */
    private static final int TENTHS_FOR_READING = 9;

    private final AvailabilitySettings settings;

    public SlotWait(AvailabilitySettings settings) {
        this.settings = settings;
    }

    /** Without a wait the default applies; a longer one than the maximum is cut to it. */
    public Duration of(SlotDemand demand) {
        if (demand.whole()) {
            return settings.patienceMax();
        }
        var wait = demand.patience() == null ? settings.patience() : demand.patience();
        var longest = wait.compareTo(settings.patienceMax()) < 0 ? wait : settings.patienceMax();
        return longest.multipliedBy(TENTHS_FOR_READING).dividedBy(10);
    }
}
