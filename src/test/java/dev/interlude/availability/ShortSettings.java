package dev.interlude.availability;

import java.time.Duration;

/** Settings of the memory of free times whose waits are short enough for tests. */
public final class ShortSettings {

    private ShortSettings() {}

    public static AvailabilitySettings of(int weeksAtLeast) {
        return new AvailabilitySettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(90),
                Duration.ofMinutes(15),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Duration.ofMillis(10),
                1000,
                weeksAtLeast,
                3,
                4,
                1,
                16,
                Duration.ZERO,
                365);
    }
}
