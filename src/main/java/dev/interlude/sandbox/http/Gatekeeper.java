package dev.interlude.sandbox.http;

import dev.interlude.sandbox.model.ApiKey;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts a caller's requests and finds out who they are, in that order: an unknown key is refused while counting. */
public final class Gatekeeper {
    private static final RateLimit TOKENS =
            new RateLimit("default", 500, Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final Store store;
    private final SandboxClock clock;
    private final RateLimiter limiter;
    /** Limits set while running, by key; they stand in for those of the seed. */
    private final Map<String, RateLimit> overridden = new ConcurrentHashMap<>();

    public Gatekeeper(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
        this.limiter = new RateLimiter(clock);
    }

    public void limit(String key, RateLimit limit) {
        overridden.put(key, limit);
    }

    public void reset() {
        overridden.clear();
        limiter.reset();
    }

    public RateLimiter.Verdict count(Call call) {
        var token = token(call);
        if (token == null) {
            return limiter.hit(
                    "ip:" + call.remoteAddress(), List.of(store.seed().anonymous()));
        }
        if (!token.startsWith("cal_")) {
            return limiter.hit("token:" + token, List.of(TOKENS));
        }
        var key = key(token).orElseThrow(() -> Refusal.unauthorized("CustomThrottlerGuard - Invalid API Key"));
        var own = overridden.get(token);
        return limiter.hit("key:" + token, own != null ? List.of(own) : key.limits());
    }

    public Caller admit(Call call, Access access) {
        var token = token(call);
        if (access == Access.PERMITTED) {
            askPermission(token);
        }
        if (token == null) {
            return switch (access) {
                case OPEN, OPTIONAL -> Caller.ANONYMOUS;
                case KEY, PERMITTED ->
                    throw Refusal.unauthorized("ApiAuthStrategy - No authentication method provided. Either pass an API"
                            + " key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and"
                            + " 'x-cal-client-id' headers");
            };
        }
        if (!token.startsWith("cal_")) {
            if (access == Access.OPEN) {
                return Caller.ANONYMOUS;
            }
            throw Refusal.unauthorized("Invalid Access Token.");
        }
        var key = key(token).orElseThrow();
        if (key.expired(clock.now())) {
            if (access == Access.OPEN) {
                return new Caller(null, key.name());
            }
            throw Refusal.unauthorized("ApiAuthStrategy - api key - Your api key is expired");
        }
        return new Caller(store.user(key.userId()), key.name());
    }

    private static void askPermission(String token) {
        if (token == null) {
            throw Refusal.forbidden("PermissionsGuard - no authentication provided. Provide either authorization bearer"
                    + " token containing managed user access token or oAuth client id in 'x-cal-client-id' header.");
        }
        if (!token.startsWith("cal_")) {
            throw Refusal.forbidden("PermissionsGuard - no oAuth client found for access token=" + token);
        }
    }

    public String keyName(Call call) {
        var token = token(call);
        return token == null ? null : key(token).map(ApiKey::name).orElse("unknown");
    }

    private Optional<ApiKey> key(String token) {
        return store.seed().keys().stream().filter(k -> k.key().equals(token)).findFirst();
    }

    private static String token(Call call) {
        var header = call.header("authorization");
        return header == null || header.isBlank() ? null : header.replaceFirst("^Bearer ", "");
    }
}
