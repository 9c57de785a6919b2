package dev.interlude.saga.jdbc;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All statements of one node over one connection source. */
public record SagaTables(JournalRows journal, DrivenRows driven, LeaseRows leases, UpkeepRows upkeep) {

    public static SagaTables of(JdbcClient jdbc, String node, Duration lease) {
        return new SagaTables(
                new JournalRows(jdbc, node, lease),
                new DrivenRows(jdbc, node),
                new LeaseRows(jdbc, node, lease),
                new UpkeepRows(jdbc));
    }
}
