package dev.interlude.series.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.booking.jdbc.EarlierAttempts;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Json;
import dev.interlude.platform.Part;
import dev.interlude.platform.PartAnswer;
import dev.interlude.platform.Role;
import dev.interlude.platform.Text;
import dev.interlude.platform.Trace;
import dev.interlude.platform.Traceparent;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.HeldWork;
import dev.interlude.series.Bulk;
import dev.interlude.series.BulkAction;
import dev.interlude.series.BulkItem;
import dev.interlude.series.BulkRequest;
import dev.interlude.series.BulkSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.annotation.Transactional;

/** The bulks and their items: who works on which, and the results. */
public class BulkLedger {

    private static final String CLAIM =
            """
            with next as (
                select bulk, position from bulk_item where due_at <= :now
                order by due_at, bulk, position limit 1 for update skip locked)
            update bulk_item i set owner = :owner, due_at = :lease, tries = i.tries + 1
            from next join bulk b on b.id = next.bulk
            where i.bulk = next.bulk and i.position = next.position
            returning i.*, b.caller, b.roles, b.traceparent, b.created_at
            """;

    private static final String DECIDE =
            """
            update bulk_item set status = :status, answer = :answer::json, booking = null, due_at = null, owner = null
            where bulk = :bulk and position = :position and owner = :owner and tries = :tries
            """;

    private static final String TRY_AGAIN =
            """
            update bulk_item set due_at = :due, owner = null, asked = asked + :asked
            where bulk = :bulk and position = :position and owner = :owner and tries = :tries
            """;

    private static final String RENEW =
            """
            update bulk_item i set due_at = :lease
            from unnest(cast(:bulks as uuid[]), cast(:positions as int[]), cast(:tries as int[])) mine (bulk, position, tries)
            where i.bulk = mine.bulk and i.position = mine.position and i.tries = mine.tries and i.owner = :owner
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Json json;
    private final BulkSettings settings;
    private final EarlierAttempts attempts;
    private final Idempotency idempotency;
    private final UUID owner = UUID.randomUUID();
    private final HeldWork<Held> held = new HeldWork<>();

    private record Held(UUID bulk, int position, int tries) {

        static Held of(BulkItem item) {
            return new Held(item.bulk(), item.position(), item.tries());
        }
    }

    public BulkLedger(
            JdbcClient jdbc,
            Clock clock,
            Json json,
            BulkSettings settings,
            EarlierAttempts attempts,
            Idempotency idempotency) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.settings = settings;
        this.attempts = attempts;
        this.idempotency = idempotency;
    }

    /** Stores all items; a repeated request finds them. */
    @Transactional
    public void open(BulkRequest request) {
        var opened = jdbc.sql(
                        """
                insert into bulk (id, caller, roles, traceparent, created_at)
                values (:id, :caller, :roles, :trace, :now) on conflict (id) do nothing
                """)
                .param("id", request.id())
                .param("caller", request.caller().name())
                .param(
                        "roles",
                        request.caller().roles().stream().map(Role::text).collect(Collectors.joining(",")))
                .param("trace", Trace.stored())
                .param("now", sql(clock.instant()))
                .update();
        if (opened == 1) {
            request.items().forEach(item -> insert(request.id(), item));
        }
    }

    private void insert(UUID bulk, BulkRequest.Item item) {
        var refused = item.problem() != null;
        jdbc.sql(
                        """
                insert into bulk_item (bulk, position, key, action, target, booking, due_at, status, answer)
                values (:bulk, :position, :key, :action, :target, :booking::json, :due, :status, :answer::json)
                """)
                .param("bulk", bulk)
                .param("position", item.position())
                .param("key", item.key())
                .param("action", item.action().name())
                .param("target", item.target())
                .param("booking", refused ? null : item.body().toString())
                .param("due", refused ? null : sql(clock.instant()))
                .param("status", refused ? item.problem().status() : null)
                .param("answer", refused ? new String(item.problem().body(), UTF_8) : null)
                .update();
    }

    /** One number per waiting item, at most as many as this node works on at a time. */
    public List<Integer> due() {
        var due = jdbc.sql("select 1 from bulk_item where due_at <= :now limit :some")
                .param("now", sql(clock.instant()))
                .param("some", settings.atOnce())
                .query(Integer.class)
                .list();
        return IntStream.range(0, due.size()).boxed().toList();
    }

    /** The next item that is due, for this process to work on; null: there is none. */
    public BulkItem claim() {
        var now = clock.instant();
        var claimed = jdbc.sql(CLAIM)
                .param("now", sql(now))
                .param("lease", sql(now.plus(settings.lease())))
                .param("owner", owner)
                .query((row, n) -> item(row))
                .optional();
        claimed.map(Held::of).ifPresent(held::take);
        return claimed.orElse(null);
    }

    /** Keeps the answer, or when the item is tried again. */
    public void record(BulkItem item, PartAnswer answer) {
        var due = item.nextTry(
                answer,
                json.parse(answer.body()).path("code").asText(),
                () -> attempts.isBeingUndone(answer.resourceId()),
                clock.instant(),
                settings.giveUp());
        var claim = Held.of(item);
        if (due == null) {
            ofClaim(claim, DECIDE)
                    .param("status", answer.status())
                    .param("answer", new String(answer.body(), UTF_8))
                    .update();
        } else {
            if (item.action() == BulkAction.PLACE) {
                idempotency.reopen(item.part().caller(), item.part().key());
            }
            tryAgain(claim, due, 1);
        }
        held.done(claim);
    }

    /** The worker has finished with this item; without a recorded answer another worker takes it at once. */
    public void letGo(BulkItem item) {
        held.stop(Held.of(item));
        giveBack();
    }

    private void giveBack() {
        held.giveBack(claim -> tryAgain(claim, clock.instant(), 0));
    }

    /** @param asked how many answers it has got by this that were no decision */
    private void tryAgain(Held claim, Instant due, int asked) {
        ofClaim(claim, TRY_AGAIN).param("due", sql(due)).param("asked", asked).update();
    }

    private StatementSpec ofClaim(Held claim, String statement) {
        return jdbc.sql(statement)
                .param("bulk", claim.bulk())
                .param("position", claim.position())
                .param("tries", claim.tries())
                .param("owner", owner);
    }

    /** Whether a caller with this deadline keeps waiting. */
    public boolean waits(UUID bulk, Instant until) {
        return clock.instant().isBefore(until)
                && jdbc.sql("select exists (select from bulk_item where bulk = :bulk and status is null)")
                        .param("bulk", bulk)
                        .query(Boolean.class)
                        .single();
    }

    /** @throws Refused NOT_FOUND, also when the text is no id at all */
    public Bulk found(String id) {
        try {
            return existing(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** @throws Refused NOT_FOUND */
    public Bulk existing(UUID id) {
        return jdbc.sql("select caller, created_at from bulk where id = :id")
                .param("id", id)
                .query((row, n) -> new Bulk(id, row.getString("caller"), Instants.read(row, "created_at"), items(id)))
                .optional()
                .orElseThrow(BulkLedger::unknown);
    }

    private List<Bulk.Item> items(UUID bulk) {
        return jdbc.sql("select position, status, answer from bulk_item where bulk = :id order by position")
                .param("id", bulk)
                .query((row, n) -> {
                    var answer = row.getString("answer");
                    return new Bulk.Item(
                            row.getInt("position"),
                            row.getObject("status", Integer.class),
                            answer == null ? null : json.parse(answer.getBytes(UTF_8)));
                })
                .list();
    }

    /** Renews the leases of the items that are being worked on, and of no others. */
    public void renew() {
        giveBack();
        var mine = held.working();
        if (!mine.isEmpty()) {
            jdbc.sql(RENEW)
                    .param("lease", sql(clock.instant().plus(settings.lease())))
                    .param(
                            "bulks",
                            mine.stream().map(Held::bulk).map(UUID::toString).toArray(String[]::new))
                    .param("positions", mine.stream().map(Held::position).toArray(Integer[]::new))
                    .param("tries", mine.stream().map(Held::tries).toArray(Integer[]::new))
                    .param("owner", owner)
                    .update();
        }
    }

    /** Deletes what was kept long enough. */
    public void expire() {
        jdbc.sql("delete from bulk where created_at < :before")
                .param("before", sql(clock.instant().minus(settings.keep())))
                .update();
    }

    static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no bulk with this id.");
    }

    private BulkItem item(ResultSet row) throws SQLException {
        var roles = Stream.of(row.getString("roles").split(","))
                .filter(text -> !text.isEmpty())
                .map(Role::of)
                .collect(Collectors.toSet());
        var action = BulkAction.valueOf(row.getString("action"));
        var target = row.getObject("target", UUID.class);
        return new BulkItem(
                row.getObject("bulk", UUID.class),
                row.getInt("position"),
                row.getInt("tries"),
                Instants.read(row, "created_at"),
                action,
                target,
                new Part(
                        new Caller(row.getString("caller"), roles, 0),
                        action.path(target),
                        new Text(action.key(row.getString("key"), row.getInt("asked"))),
                        json.parse(row.getString("booking").getBytes(UTF_8)),
                        Traceparent.stored(row.getString("traceparent")).orElseThrow()));
    }
}
