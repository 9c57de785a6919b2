package dev.interlude.platform.jdbc;

import dev.interlude.platform.Claim;
import dev.interlude.platform.work.HeldWork;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The claims this node works on: their leases are renewed while it works on them. */
final class HeldClaims {

    private static final String RENEW =
            """
            update idempotency i set lease_until = now() + make_interval(secs => :lease)
              from unnest(:callers, :keys) as mine (caller, key)
             where i.caller = mine.caller and i.key = mine.key and i.owner = :owner and i.state = 'RUNNING'
            """;
    private static final String FREE =
            """
            update idempotency set state = 'RELEASED'
             where caller = :caller and key = :key and attempt = :attempt and owner = :owner and state = 'RUNNING'
            """;

    private record Held(String caller, String key, int attempt) {

        static Held of(Claim claim) {
            return new Held(claim.caller(), claim.key(), claim.attempt());
        }
    }

    private final HeldWork<Held> held = new HeldWork<>();
    private final JdbcClient jdbc;
    private final UUID owner;
    private final Duration lease;

    HeldClaims(JdbcClient jdbc, UUID owner, Duration lease) {
        this.jdbc = jdbc;
        this.owner = owner;
        this.lease = lease;
    }

    void add(Claim claim) {
        held.take(Held.of(claim));
    }

    void done(Claim claim) {
        held.done(Held.of(claim));
    }

    /** Frees the key with the next claim or renewal if no answer was kept for it. */
    void stop(Claim claim) {
        held.stop(Held.of(claim));
    }

    void giveBack() {
        held.giveBack(claim -> jdbc.sql(FREE)
                .param("caller", claim.caller())
                .param("key", claim.key())
                .param("attempt", claim.attempt())
                .param("owner", owner)
                .update());
    }

    void renew() {
        giveBack();
        var mine = held.working();
        if (!mine.isEmpty()) {
            jdbc.sql(RENEW)
                    .param("lease", lease.toMillis() / 1000.0)
                    .param("callers", mine.stream().map(Held::caller).toArray(String[]::new))
                    .param("keys", mine.stream().map(Held::key).toArray(String[]::new))
                    .param("owner", owner)
                    .update();
        }
    }
}
