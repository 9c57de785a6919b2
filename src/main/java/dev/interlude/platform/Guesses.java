package dev.interlude.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many wrong keys or passwords one address may try per minute. A credential that worked from there before is
 * never refused, so a stranger behind the same address cannot lock its owner out.
 */
public final class Guesses {

    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration TRUSTED_FOR = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;

    /** @param tried hashes of wrong credentials; repeating one is no new guess */
    private record Window(Instant ends, Set<String> tried) {}

    private final Clock clock;
    private final int perMinute;
    private final MeterRegistry meters;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, Boolean> trusted = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(TRUSTED_FOR)
            .build();

    public Guesses(Clock clock, int perMinute, MeterRegistry meters) {
        this.clock = clock;
        this.perMinute = perMinute;
        this.meters = meters;
        for (var what : List.of("key", "login")) {
            wrongs(what);
            refusals(what);
        }
    }

    private Counter wrongs(String what) {
        return meters.counter("interlude.credentials.wrong", "what", what);
    }

    private Counter refusals(String what) {
        return meters.counter("interlude.credentials.refused", "what", what);
    }

    /** Whether this credential may be checked now. */
    public boolean mayTry(String address, String credential) {
        var window = windows.getIfPresent(address);
        if (window == null || !clock.instant().isBefore(window.ends())) {
            return true;
        }
        synchronized (window) {
            return window.tried().size() < perMinute
                    || window.tried().contains(hash(credential))
                    || trusted.getIfPresent(address + hash(credential)) != null;
        }
    }

    public void right(String address, String credential) {
        trusted.put(address + hash(credential), true);
    }

    /** @param what was wrong: {@code key} or {@code login}; metric {@code interlude.credentials.wrong} */
    public void wrong(String address, String credential, String what) {
        wrongs(what).increment();
        var now = clock.instant();
        var window = windows.asMap()
                .compute(
                        address,
                        (who, current) -> current == null || !now.isBefore(current.ends())
                                ? new Window(now.plus(WINDOW), new HashSet<>())
                                : current);
        synchronized (window) {
            var isNew = window.tried().size() < perMinute && window.tried().add(hash(credential));
            if (isNew && window.tried().size() == 1) {
                LOG.info("A wrong {} came from {}", what, address);
            }
            if (isNew && window.tried().size() == perMinute) {
                LOG.warn(
                        "{} different wrong keys or logins came from {} within a minute; more are refused until {}",
                        perMinute,
                        address,
                        window.ends());
            }
        }
    }

    /** The answer to a credential that was not checked; metric {@code interlude.credentials.refused}. */
    public Problem refused(String what) {
        refusals(what).increment();
        return Problem.of(ProblemCode.RATE_LIMITED, "Too many wrong keys came from this address")
                .withRetryAfter((int) WINDOW.toSeconds());
    }

    private static String hash(String credential) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
