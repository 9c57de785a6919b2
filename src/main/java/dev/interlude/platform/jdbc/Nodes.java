package dev.interlude.platform.jdbc;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nodes on this database, from the heartbeats of their clocks (Quartz). A dead node's is removed by the next node that sees it. */
public class Nodes {

    /** How many heartbeats may be missing: one is late on a busy machine. */
    private static final int MISSED = 3;

    private static final String HEARTBEATS =
            """
            select instance_name, last_checkin_time, checkin_interval,
                   (extract(epoch from clock_timestamp()) * 1000)::bigint as now
            from qrtz_scheduler_state order by instance_name
            """;

    private final JdbcClient jdbc;

    public Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param silentSeconds since its last heartbeat, by the database's clock */
    public record Node(String name, long silentSeconds, boolean alive) {}

    public List<Node> all() {
        return jdbc.sql(HEARTBEATS)
                .query((row, n) -> {
                    var silent = Math.max(0, row.getLong("now") - row.getLong("last_checkin_time"));
                    return new Node(
                            row.getString("instance_name"),
                            silent / 1000,
                            silent <= MISSED * row.getLong("checkin_interval"));
                })
                .list();
    }
}
