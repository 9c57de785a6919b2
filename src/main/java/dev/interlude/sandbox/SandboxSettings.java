package dev.interlude.sandbox;

import dev.interlude.catalog.Catalog;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.Seed;
import dev.interlude.sandbox.seed.CatalogSeed;
import dev.interlude.sandbox.seed.FixtureSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a sandbox is set up.
 *
 * @param port 0 for any free one
 * @param raceWindow how long after the last look at a host's calendar a booking is written
 * @param slotsCache how long slots are remembered
 * @param latency how long requests take from the start and after each reset
 */
public record SandboxSettings(int port, Seed seed, Duration raceWindow, Duration slotsCache, Latency latency) {
    private static final RateLimit NO_LIMIT = RateLimit.perMinute(1_000_000_000);
    /** The real server is never instant either. */
    private static final Latency SHORT = Latency.of("100% 15-25ms", 1);

    /** For tests: any port, no rate limit, no latency, slots never stale. */
    public static SandboxSettings of(Catalog catalog) {
        var seed = CatalogSeed.of(catalog, NO_LIMIT);
        return new SandboxSettings(0, seed, Duration.ofMillis(5), Duration.ZERO, Latency.NONE);
    }

    /** An account from a JSON file instead of a catalog; limits are those of the file, slots never stale. */
    public static SandboxSettings ofFixture(Path file) throws IOException {
        return new SandboxSettings(0, FixtureSeed.read(file), Duration.ofMillis(100), Duration.ZERO, SHORT);
    }

    /** As the real server behaves: a limit per minute and key, slots up to two seconds old, a little latency. */
    public static SandboxSettings realistic(Catalog catalog, long perMinute) {
        var seed = CatalogSeed.of(catalog, RateLimit.perMinute(perMinute));
        return new SandboxSettings(0, seed, Duration.ofMillis(50), Duration.ofSeconds(2), SHORT);
    }

    public SandboxSettings port(int port) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache, latency);
    }

    public SandboxSettings raceWindow(Duration raceWindow) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache, latency);
    }

    public SandboxSettings slotsCache(Duration slotsCache) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache, latency);
    }

    public SandboxSettings latency(Latency latency) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache, latency);
    }
}
