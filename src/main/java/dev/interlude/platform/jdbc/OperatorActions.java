package dev.interlude.platform.jdbc;

import static java.util.stream.Collectors.groupingBy;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Trace;
import dev.interlude.platform.attention.OperatorAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what when about items of the attention list. Each is recorded in the transaction of its effect. */
public class OperatorActions {

    private static final String RECORD =
            """
            insert into operator_action (at, by, what, about, item, booking, trace_id)
            values (clock_timestamp(), :by, :what, :about, :item, :booking, :trace)
            """;

    private static final String OF_ITEMS =
            """
            select a.* from unnest(:items) wanted (item)
            cross join lateral (
                select * from operator_action where item = wanted.item order by at desc, id desc limit :each) a
            order by a.at, a.id
            """;

    private static final String LATEST = "select * from operator_action order by at desc, id desc limit :limit";

    private static final int EACH = 10;

    private final JdbcClient jdbc;

    public OperatorActions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param about a word for the kind of thing
     * @param item null: several at once
     * @param booking or null
     */
    public void record(Caller by, String what, String about, UUID item, UUID booking) {
        jdbc.sql(RECORD)
                .param("by", by.name())
                .param("what", what)
                .param("about", about)
                .param("item", item == null ? null : item.toString(), Types.VARCHAR)
                .param("booking", booking, Types.OTHER)
                .param("trace", Trace.current(), Types.VARCHAR)
                .update();
    }

    /** The last ones about each of these items, the oldest first. */
    public Map<String, List<OperatorAction>> about(Collection<String> items) {
        if (items.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(OF_ITEMS)
                .param("items", items.toArray(String[]::new), Types.ARRAY)
                .param("each", EACH)
                .query(OperatorActions::action)
                .list()
                .stream()
                .collect(groupingBy(OperatorAction::item));
    }

    /** The newest first. */
    public List<OperatorAction> latest(int limit) {
        return jdbc.sql(LATEST)
                .param("limit", limit)
                .query(OperatorActions::action)
                .list();
    }

    public Optional<Instant> last() {
        return latest(1).stream().map(OperatorAction::at).findFirst();
    }

    private static OperatorAction action(ResultSet row, int number) throws SQLException {
        return new OperatorAction(
                Instants.read(row, "at"),
                row.getString("by"),
                row.getString("what"),
                row.getString("about"),
                row.getString("item"),
                row.getObject("booking", UUID.class),
                row.getString("trace_id"));
    }
}
