package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.booking.Bulk;
import dev.interlude.booking.BulkItem;
import dev.interlude.booking.BulkRequest;
import dev.interlude.booking.BulkSettings;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Json;
import dev.interlude.platform.Part;
import dev.interlude.platform.PartAnswer;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.platform.Role;
import dev.interlude.platform.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The bulks and their items: who works on which, and what came of it. */
public class BulkLedger {

    private static final String CLAIM =
            """
            with next as (
                select bulk, position from bulk_item where due_at <= :now
                order by due_at, bulk, position limit 1 for update skip locked)
            update bulk_item i set owner = :owner, due_at = :lease, tries = i.tries + 1
            from next join bulk b on b.id = next.bulk
            where i.bulk = next.bulk and i.position = next.position
            returning i.bulk, i.position, i.key, i.booking, i.tries, b.caller, b.roles, b.trace_id, b.created_at
            """;

    private static final String DECIDE =
            """
            update bulk_item set status = :status, answer = :answer::json, booking = null, due_at = null, owner = null
            where bulk = :bulk and position = :position and owner = :owner and tries = :tries
            """;

    private static final String TRY_AGAIN =
            """
            update bulk_item set due_at = :due, owner = null
            where bulk = :bulk and position = :position and owner = :owner and tries = :tries
            """;

    private static final Duration USUAL_REST = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Json json;
    private final BulkSettings settings;
    private final UUID owner = UUID.randomUUID();

    public BulkLedger(JdbcClient jdbc, Clock clock, Json json, BulkSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.settings = settings;
    }

    /** Writes all items down; a repeat of the request finds them there. */
    @Transactional
    public void open(BulkRequest request) {
        var opened = jdbc.sql(
                        """
                insert into bulk (id, caller, roles, trace_id, created_at)
                values (:id, :caller, :roles, :trace, :now) on conflict (id) do nothing
                """)
                .param("id", request.id())
                .param("caller", request.caller().name())
                .param(
                        "roles",
                        request.caller().roles().stream().map(Role::word).collect(Collectors.joining(",")))
                .param("trace", request.traceId())
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
                insert into bulk_item (bulk, position, key, booking, due_at, status, answer)
                values (:bulk, :position, :key, :booking::json, :due, :status, :answer::json)
                """)
                .param("bulk", bulk)
                .param("position", item.position())
                .param("key", item.key())
                .param("booking", refused ? null : item.booking().toString())
                .param("due", refused ? null : sql(clock.instant()))
                .param("status", refused ? item.problem().status() : null)
                .param("answer", refused ? new String(item.problem().body(), UTF_8) : null)
                .update();
    }

    /** One number for each item that waits to be taken, but no more than this node works on at a time. */
    public List<Integer> due() {
        var due = jdbc.sql("select 1 from bulk_item where due_at <= :now limit :some")
                .param("now", sql(clock.instant()))
                .param("some", settings.atOnce())
                .query(Integer.class)
                .list();
        return IntStream.range(0, due.size()).boxed().toList();
    }

    /** The next item that is due, for this process to work on; null: there is none. */
    @Transactional
    public BulkItem claim() {
        var now = clock.instant();
        return jdbc.sql(CLAIM)
                .param("now", sql(now))
                .param("lease", sql(now.plus(settings.lease())))
                .param("owner", owner)
                .query((row, n) -> item(row))
                .optional()
                .orElse(null);
    }

    /** An answer that is none yet, or that Cal.com had no call left for, is asked for again; any other is the item's. */
    @Transactional
    public void record(BulkItem item, PartAnswer answer) {
        var again =
                mayComeBetter(answer) && clock.instant().isBefore(item.askedAt().plus(settings.giveUp()));
        var rest = answer.retryAfter() == null ? USUAL_REST : Duration.ofSeconds(answer.retryAfter());
        (again
                        ? jdbc.sql(TRY_AGAIN).param("due", sql(clock.instant().plus(rest)))
                        : jdbc.sql(DECIDE)
                                .param("status", answer.status())
                                .param("answer", new String(answer.body(), UTF_8)))
                .param("bulk", item.bulk())
                .param("position", item.position())
                .param("owner", owner)
                .param("tries", item.tries())
                .update();
    }

    private boolean mayComeBetter(PartAnswer answer) {
        return switch (answer.status()) {
            case 202 -> true;
            case 409 -> answer.retryAfter() != null;
            case 503 -> answer.retryAfter() != null && !isLeftInDoubt(answer);
            default -> false;
        };
    }

    /** Cal.com was asked and may have done it: that is undone first, and the caller told. */
    private boolean isLeftInDoubt(PartAnswer answer) {
        var code = json.parse(answer.body()).path("code").asText();
        return ProblemCode.CALCOM_UNAVAILABLE.name().equals(code)
                && jdbc.sql("select exists (select from booking where request = :request and status = 'COMPENSATING')")
                        .param("request", answer.resourceId())
                        .query(Boolean.class)
                        .single();
    }

    /** Whether somebody who waits until then goes on waiting. */
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
        var askedAt = jdbc.sql("select created_at from bulk where id = :id")
                .param("id", id)
                .query((row, n) -> Instants.read(row, "created_at"))
                .optional()
                .orElseThrow(BulkLedger::unknown);
        return new Bulk(
                id,
                askedAt,
                jdbc.sql("select position, status, answer from bulk_item where bulk = :id order by position")
                        .param("id", id)
                        .query((row, n) -> {
                            var answer = row.getString("answer");
                            return new Bulk.Item(
                                    row.getInt("position"),
                                    row.getObject("status", Integer.class),
                                    answer == null ? null : json.parse(answer.getBytes(UTF_8)));
                        })
                        .list());
    }

    /** Tells the other nodes that this process still works on its items. */
    public void renew() {
        jdbc.sql("update bulk_item set due_at = :lease where owner = :owner")
                .param("lease", sql(clock.instant().plus(settings.lease())))
                .param("owner", owner)
                .update();
    }

    /** Forgets what was kept long enough. */
    public void expire() {
        jdbc.sql("delete from bulk where created_at < :before")
                .param("before", sql(clock.instant().minus(settings.keep())))
                .update();
    }

    private static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no bulk with this id.");
    }

    private BulkItem item(ResultSet row) throws SQLException {
        var roles = Stream.of(row.getString("roles").split(","))
                .filter(word -> !word.isEmpty())
                .map(Role::of)
                .collect(Collectors.toSet());
        return new BulkItem(
                row.getObject("bulk", UUID.class),
                row.getInt("position"),
                row.getInt("tries"),
                Instants.read(row, "created_at"),
                new Part(
                        new Caller(row.getString("caller"), roles, 0),
                        "/api/v1/bookings",
                        new Text(row.getString("key")),
                        json.parse(row.getString("booking").getBytes(UTF_8)),
                        new Text(row.getString("trace_id"))));
    }
}
