package dev.interlude.webhook.jdbc;

import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
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
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Who changes an account's registration just now, and what has been registered. The claim is a row with a lease, so that
 * no lock and no transaction is held while Cal.com is asked.
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
        var token = UUID.randomUUID();
        var claimed = jdbc.sql(CLAIM)
                .param("account", account)
                .param("token", token)
                .param("lease", (double) settings.lease().toSeconds())
                .update();
        return claimed == 1
                ? new RegistrationClaim(account, token, false)
                : new RegistrationClaim(account, null, clock.instant().isBefore(patience));
    }

    /** @throws Refused IN_PROGRESS when somebody else is still at it */
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

    /**
     * Writes down what is about to be asked for, so that it is known as ours even if its end is never seen.
     *
     * @throws Refused IN_PROGRESS when the claim has been lost meanwhile
     */
    public void intend(RegistrationClaim claim, RegistrationPlan plan) {
        if (plan.wish().subscriberUrl() != null && written(INTEND, claim, plan).update() == 0) {
            throw lost();
        }
    }

    /** @param calcomId null where nothing is registered any more */
    public void settle(RegistrationClaim claim, RegistrationPlan plan, String calcomId) {
        written(SETTLE, claim, plan).param("id", calcomId, Types.VARCHAR).update();
    }

    public void release(RegistrationClaim claim) {
        jdbc.sql(RELEASE)
                .param("account", claim.account())
                .param("token", claim.token())
                .update();
    }

    private StatementSpec written(String sql, RegistrationClaim claim, RegistrationPlan plan) {
        return jdbc.sql(sql)
                .param("account", claim.account())
                .param("token", claim.token())
                .param("url", plan.wish().subscriberUrl(), Types.VARCHAR)
                .param("triggers", plan.wish().triggers().toArray(String[]::new), Types.ARRAY);
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
