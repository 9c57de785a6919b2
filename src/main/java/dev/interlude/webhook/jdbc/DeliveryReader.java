package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Instants;
import dev.interlude.webhook.DeliveryFilter;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.DeliveryView;
import dev.interlude.webhook.InboxFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads deliveries for operators, without their content. */
public class DeliveryReader {

    private static final UUID LAST = new UUID(-1, -1);

    private static final String FIGURES =
            """
            select count(*) filter (where status = 'PROCESSED') as processed_24h,
                   round(avg(extract(epoch from ended_at - received_at) * 1000) filter (where status = 'PROCESSED'))
                       as avg_processing_ms,
                   round(100.0 * count(*) filter (where status = 'DEAD')
                         / nullif(count(*) filter (where status in ('PROCESSED', 'DEAD')), 0), 1) as failure_rate
            from webhook_delivery where ended_at >= :since
            """;

    /** Each part by an index of its own. */
    private static final String WAITING =
            """
            select waiting, dead, coalesce(extract(epoch from now() - first), 0)::bigint as oldest
            from (select count(*) as waiting, min(received_at) as first from webhook_delivery
                  where status in ('RECEIVED', 'FAILED')) open,
                 (select count(*) as dead from webhook_delivery where status = 'DEAD') given_up
            """;

    private final JdbcClient jdbc;

    public DeliveryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public InboxFigures waiting() {
        return jdbc.sql(WAITING).query(InboxFigures.class).single();
    }

    /** One page, the latest first; one more than the limit when there is a next page. */
    public List<DeliveryView> deliveries(DeliveryFilter filter) {
        return jdbc.sql(
                        """
                select id, account, status, trigger, calcom_uid, received_at, said_at, attempts, due_at, ended_at, effect,
                    booking, last_error
                from webhook_delivery where id < :before %s order by id desc limit :limit
                """
                                .formatted(filter.status() == null ? "" : "and status = '" + filter.status() + "'"))
                .param("before", filter.before() == null ? LAST : filter.before())
                .param("limit", filter.limit() + 1)
                .query(DeliveryReader::view)
                .list();
    }

    /** Of what ended since; the failure rate in percent of what ended as processed or dead. */
    public Map<String, Object> figures(Instant since) {
        return jdbc.sql(FIGURES)
                .param("since", sql(since))
                .query((row, n) -> {
                    var figures = new LinkedHashMap<String, Object>();
                    figures.put("processed_24h", row.getLong("processed_24h"));
                    figures.put("avg_processing_ms", row.getBigDecimal("avg_processing_ms"));
                    figures.put("failure_rate", row.getBigDecimal("failure_rate"));
                    return (Map<String, Object>) figures;
                })
                .single();
    }

    private static DeliveryView view(ResultSet row, int n) throws SQLException {
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getString("account"),
                DeliveryStatus.valueOf(row.getString("status")),
                row.getString("trigger"),
                row.getString("calcom_uid"),
                Instants.read(row, "received_at"),
                Instants.read(row, "said_at"),
                row.getInt("attempts"),
                Instants.read(row, "due_at"),
                Instants.read(row, "ended_at"),
                row.getString("effect"),
                row.getObject("booking", UUID.class),
                row.getString("last_error"));
    }
}
