package dev.interlude.sandbox;

import dev.interlude.catalog.Catalog;
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
 */
public record SandboxSettings(int port, Seed seed, Duration raceWindow, Duration slotsCache) {
    private static final RateLimit NO_LIMIT = RateLimit.perMinute(1_000_000_000);

    /** For tests: any port, no rate limit, slots never stale. */
    public static SandboxSettings of(Catalog catalog) {
        return new SandboxSettings(0, CatalogSeed.of(catalog, NO_LIMIT), Duration.ofMillis(5), Duration.ZERO);
    }

    /** An account from a JSON file instead of a catalog. */
    public static SandboxSettings ofFixture(Path file) throws IOException {
        return new SandboxSettings(0, FixtureSeed.read(file), Duration.ofMillis(50), Duration.ZERO);
    }

    /** As the real server behaves: 120 requests per minute and key, slots up to two seconds old. */
    public static SandboxSettings realistic(Catalog catalog, long perMinute) {
        var seed = CatalogSeed.of(catalog, RateLimit.perMinute(perMinute));
        return new SandboxSettings(0, seed, Duration.ofMillis(50), Duration.ofSeconds(2));
    }

    public SandboxSettings port(int port) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache);
    }

    public SandboxSettings raceWindow(Duration raceWindow) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache);
    }

    public SandboxSettings slotsCache(Duration slotsCache) {
        return new SandboxSettings(port, seed, raceWindow, slotsCache);
    }
}
