package dev.interlude.platform.jdbc;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Claim;
import dev.interlude.platform.Claim.State;
import dev.interlude.platform.Claim.Stored;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Json;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** One effect and one answer for each Idempotency-Key of a caller, across repeats, nodes and restarts. */
public class Idempotency {

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

    /** Answers that a repeat may retry: the request was invalid, not allowed, too early, or we failed. */
    private static final Set<Integer> NOT_FINAL = Set.of(400, 401, 403, 408, 429);

    private static final int ACCEPTED = 202;

    private static final String CLAIM =
            """
            insert into idempotency as old
                   (caller, key, fingerprint, resource_id, state, owner, lease_until, created_at)
            values (:caller, :key, :fingerprint, :resource, 'RUNNING', :owner,
                    now() + make_interval(secs => :lease), now())
                on conflict (caller, key) do update
               set state = 'RUNNING', owner = excluded.owner, lease_until = excluded.lease_until,
                   attempt = old.attempt + 1
             where old.fingerprint = excluded.fingerprint
               and (old.state = 'RELEASED' or (old.state = 'RUNNING' and old.lease_until < now()))
            returning resource_id, attempt
            """;
    private static final String READ = "select * from idempotency where caller = :caller and key = :key";
    private static final String FINISH =
            """
            update idempotency
               set state = :state, status = :status, location = :location, content_type = :type, body = :body
             where caller = :caller and key = :key and attempt = :attempt and owner = :owner and state = 'RUNNING'
            """;
    private static final String REOPEN =
            """
            update idempotency
               set state = 'RELEASED', status = null, location = null, content_type = null, body = null
             where caller = :caller and key = :key and status = :accepted
            """;
    private static final String EXPIRE =
            """
            delete from idempotency
             where created_at < now() - make_interval(secs => :keep)
               and (state <> 'RUNNING' or lease_until < now())
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ids ids;
    private final PlatformSettings.Idempotency settings;
    private final UUID owner = UUID.randomUUID();
    private final HeldClaims held;
    private final ShownBookings shown;

    public Idempotency(JdbcClient jdbc, Clock clock, Ids ids, Json json, PlatformSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = ids;
        this.settings = settings.idempotency();
        this.held = new HeldClaims(jdbc, owner, this.settings.lease());
        this.shown = new ShownBookings(jdbc, json);
    }

    /** Until when a request that begins now waits for an equal one. */
    public Instant patience() {
        return clock.instant().plus(settings.patience());
    }

    /**
     * @return {@link State#NEW} if this request is to be worked on here and now
     * @throws Refused if the key belongs to another request
     */
    public Claim claim(Caller caller, CharSequence written, String fingerprint, Instant patience) {
        held.giveBack();
        var key = written.toString();
        var print = HexFormat.of().parseHex(fingerprint);
        var claimed = jdbc.sql(CLAIM)
                .param("caller", caller.name())
                .param("key", key)
                .param("fingerprint", print)
                .param("resource", ids.next())
                .param("owner", owner)
                .param("lease", settings.lease().toMillis() / 1000.0)
                .query((row, number) -> new Claim(
                        State.NEW,
                        caller.name(),
                        key,
                        row.getObject("resource_id", UUID.class),
                        row.getInt("attempt"),
                        null))
                .optional();
        claimed.ifPresent(held::add);
        return claimed.or(() -> read(caller, key, print)).orElseGet(() -> waiting(caller.name(), key, patience));
    }

    /**
     * Keeps a final answer; after any other the key is free, and the next attempt goes on with the same resource.
     *
     * A person erased after the operation read their data is not stored: this transaction and the erasure wait for each
     * other.
     *
     * @param retryAfter null if retrying does not help; an answer with a retry time is not final
     */
    @Transactional
    public void finish(Claim claim, int status, String retryAfter, String location, String contentType, byte[] body) {
        var isFinal = status < 500 && !NOT_FINAL.contains(status) && retryAfter == null;
        var written = jdbc.sql(FINISH)
                .param("state", isFinal ? "DONE" : "RELEASED")
                .param("status", isFinal ? status : null)
                .param("location", isFinal ? location : null)
                .param("type", isFinal ? contentType : null)
                .param("body", isFinal ? shown.withoutErased(status, body) : null)
                .param("caller", claim.caller())
                .param("key", claim.key())
                .param("attempt", claim.attempt())
                .param("owner", owner)
                .update();
        if (written == 0) {
            LOG.warn("Attempt {} at {} was taken over before it ended", claim.attempt(), claim.resourceId());
        }
        held.done(claim);
    }

    /** Who asks again under the same key would get a 202 for ever: it is not kept, and the next attempt finds the decision. */
    public void reopen(Caller caller, CharSequence key) {
        jdbc.sql(REOPEN)
                .param("caller", caller.name())
                .param("key", key.toString())
                .param("accepted", ACCEPTED)
                .update();
    }

    /** The request has ended; if its answer could not be kept, a repeat may try at once. */
    public void letGo(Claim claim) {
        held.stop(claim);
    }

    /** The equal request is still running and the caller waited long enough. */
    public void refuseLate() {
        throw new Refused(Problem.of(ProblemCode.IN_PROGRESS, "Ask again; the answer will be the same")
                .withRetryAfter((int) settings.lease().toSeconds()));
    }

    /** Renews the leases of the claims that are being worked on, and of no others. */
    public void renew() {
        held.renew();
    }

    /** @return how many answers were older than they are kept */
    public int expire() {
        return jdbc.sql(EXPIRE)
                .param("keep", (double) settings.keep().toSeconds())
                .update();
    }

    /** Empty where it is neither done nor another's. */
    private Optional<Claim> read(Caller caller, String key, byte[] fingerprint) {
        return jdbc.sql(READ)
                .param("caller", caller.name())
                .param("key", key)
                .query((row, number) -> done(row, fingerprint))
                .optional()
                .flatMap(found -> found);
    }

    private static Optional<Claim> done(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!java.util.Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
            throw Refused.because(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key was used with another method, address or body");
        }
        if (!row.getString("state").equals("DONE")) {
            return Optional.empty();
        }
        var stored = new Stored(
                row.getInt("status"), row.getString("location"), row.getString("content_type"), row.getBytes("body"));
        return Optional.of(new Claim(
                State.DONE,
                row.getString("caller"),
                row.getString("key"),
                row.getObject("resource_id", UUID.class),
                row.getInt("attempt"),
                stored));
    }

    private Claim waiting(String caller, String key, Instant patience) {
        var state = clock.instant().isBefore(patience) ? State.WAIT : State.LATE;
        return new Claim(state, caller, key, null, 0, null);
    }
}
