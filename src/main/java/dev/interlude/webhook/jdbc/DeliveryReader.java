package dev.interlude.webhook.jdbc;

import dev.interlude.platform.Instants;
import dev.interlude.webhook.DeliveryFilter;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.DeliveryView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads deliveries for people, without what they say. */
public class DeliveryReader {

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    public DeliveryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
