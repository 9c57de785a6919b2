package dev.interlude.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids of ours: UUID version 7, so that what was made later sorts later, to the millisecond. */
public final class Ids {

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        var high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        var low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low);
    }
}
