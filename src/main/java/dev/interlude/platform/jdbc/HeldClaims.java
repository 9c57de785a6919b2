package dev.interlude.platform.jdbc;

import dev.interlude.platform.Claim;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The claims this node works on. While it lives it renews their leases; when it dies, others take over. */
final class HeldClaims {

    private static final String RENEW =
            """
            update idempotency i set lease_until = now() + make_interval(secs => :lease)
              from unnest(:callers, :keys) as mine (caller, key)
             where i.caller = mine.caller and i.key = mine.key and i.owner = :owner and i.state = 'RUNNING'
            """;

    private record Held(String caller, String key) {}

    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;
    private final UUID owner;
    private final Duration lease;

    HeldClaims(JdbcClient jdbc, UUID owner, Duration lease) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.lease = lease;
    }

    void add(Claim claim) {
        held.add(new Held(claim.caller(), claim.key()));
    }

    void remove(Claim claim) {
        held.remove(new Held(claim.caller(), claim.key()));
    }

    void renew() {
        var mine = held.toArray(Held[]::new);
        if (mine.length > 0) {
            jdbc.sql(RENEW)
                    .param("lease", lease.toMillis() / 1000.0)
                    .param("callers", Stream.of(mine).map(Held::caller).toArray(String[]::new))
                    .param("keys", Stream.of(mine).map(Held::key).toArray(String[]::new))
                    .param("owner", owner)
                    .update();
        }
    }
}
