package dev.interlude.webhook.jdbc;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.HeldWork;
import dev.interlude.webhook.Registration;
import dev.interlude.webhook.RegistrationClaim;
import dev.interlude.webhook.RegistrationPlan;
import dev.interlude.webhook.RegistrationSettings;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The registrations, and who is changing one. The claim is a row with a lease, so no lock or transaction is held during
 * calls to Cal.com.
 */
public class RegistrationLedger {

    private static final int RETRY_SOON = 2;

    private static final String CLAIM =
            """
            insert into webhook_registration as old (account, claim, claim_until)
            values (:account, :token, now() + make_interval(secs => :lease))
                on conflict (account) do update
               set claim = excluded.claim, claim_until = excluded.claim_until
             where old.claim is null or old.claim_until < now()
            """;
    private static final String READ = "select * from webhook_registration where account = :account";
    private static final String REGISTERED =
            "select account from webhook_registration where subscriber_url is not null and calcom_id is not null";
    private static final String INTEND =
            """
            update webhook_registration
               set former_url = case when calcom_id is null and subscriber_url <> :url then subscriber_url
                                     else former_url end,
                   subscriber_url = :url, triggers = :triggers, updated_at = now()
             where account = :account and claim = :token and claim_until > now()
            """;
    private static final String SETTLE =
            """
            update webhook_registration
               set subscriber_url = :url, calcom_id = :id, triggers = :triggers, updated_at = now(),
                   former_url = case when :url is null then null else former_url end
             where account = :account and claim = :token
            """;
    private static final String RELEASE =
            """
            update webhook_registration set claim = null, claim_until = null
             where account = :account and claim = :token
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RegistrationSettings settings;
    private final HeldWork<RegistrationClaim> held = new HeldWork<>();

    public RegistrationLedger(JdbcClient jdbc, Clock clock, RegistrationSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** Until when a change that begins now waits for another one. */
    public Instant patience() {
        return clock.instant().plus(settings.patience());
    }

    public RegistrationClaim claim(String account, Instant patience) {
        giveBack();
        var token = UUID.randomUUID();
        var claimed = jdbc.sql(CLAIM)
                .param("account", account)
                .param("token", token)
                .param("lease", (double) settings.lease().toSeconds())
                .update();
        if (claimed == 0) {
            return new RegistrationClaim(account, null, clock.instant().isBefore(patience));
        }
        var claim = new RegistrationClaim(account, token, false);
        held.take(claim);
        return claim;
    }

    /** @throws Refused IN_PROGRESS while another change is running */
    public void require(RegistrationClaim claim) {
        if (claim.token() == null) {
            throw lost();
        }
    }

    public Registration read(String account) {
        return jdbc.sql(READ)
                .param("account", account)
                .query((row, number) -> new Registration(
                        account,
                        row.getString("subscriber_url"),
                        row.getString("former_url"),
                        texts(row.getArray("triggers")),
                        row.getString("calcom_id")))
                .optional()
                .orElseGet(() -> Registration.none(account));
    }

    /** The keys with which Cal.com has a webhook of ours. */
    public Set<String> registered() {
        return Set.copyOf(jdbc.sql(REGISTERED).query(String.class).list());
    }

    /**
     * Stores the registration before the call, so that it is known as ours even if the answer is lost.
     *
     * @throws Refused IN_PROGRESS when the claim has been lost meanwhile
     */
    public void intend(RegistrationClaim claim, RegistrationPlan plan) {
        if (plan.request().subscriberUrl() != null
                && written(INTEND, claim, plan).update() == 0) {
            throw lost();
        }
    }

    /** @param calcomId null where nothing is registered any more */
    public void settle(RegistrationClaim claim, RegistrationPlan plan, String calcomId) {
        written(SETTLE, claim, plan).param("id", calcomId, Types.VARCHAR).update();
    }

    public void release(RegistrationClaim claim) {
        held.stop(claim);
        giveBack();
    }

    /** Repeats what could not be given back while the database was away. */
    public void giveBack() {
        held.giveBack(claim -> jdbc.sql(RELEASE)
                .param("account", claim.account())
                .param("token", claim.token())
                .update());
    }

    private StatementSpec written(String sql, RegistrationClaim claim, RegistrationPlan plan) {
        return jdbc.sql(sql)
                .param("account", claim.account())
                .param("token", claim.token())
                .param("url", plan.request().subscriberUrl(), Types.VARCHAR)
                .param("triggers", plan.request().triggers().toArray(String[]::new), Types.ARRAY);
    }

    private static Refused lost() {
        return new Refused(
                Problem.of(ProblemCode.IN_PROGRESS, "Another change of this registration is still running; ask again.")
                        .withRetryAfter(RETRY_SOON));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
