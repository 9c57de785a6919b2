package dev.interlude.ops.jdbc;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the attention list was last seen with an item on it, by any node. */
public class AttentionSeen {

    private final JdbcClient jdbc;

    public AttentionSeen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void now() {
        jdbc.sql("update attention_seen set last = clock_timestamp()").update();
    }

    /** As long as there was none: when the tables were made. */
    public Instant last() {
        return jdbc.sql("select last from attention_seen")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
