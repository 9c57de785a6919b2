package dev.interlude.bench;

import dev.interlude.webhook.Delivery;
import dev.interlude.webhook.jdbc.Inbox;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A connection of its own to the database, for measuring what it can do without us. */
final class DirectInserts implements AutoCloseable {

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;

    /** @throws SQLException when the database cannot be reached */
    DirectInserts(String url, String user, String password) throws SQLException {
        connection = new SingleConnectionDataSource(DriverManager.getConnection(url, user, password), true);
        jdbc = JdbcClient.create(connection);
    }

    /** The statement that stores a delivery, in a commit of its own; of one that says something else than {@code like}. */
    void insertAnother(Delivery like, UUID id) {
        var another = new Delivery(
                id,
                like.account(),
                like.receivedAt(),
                id.toString().getBytes(StandardCharsets.UTF_8),
                like.trigger(),
                like.uid(),
                like.movedFrom(),
                like.rank(),
                like.saidAt(),
                like.body(),
                like.status(),
                like.error(),
                like.people());
        Inbox.bind(jdbc.sql(Inbox.STORE), another).update();
    }

    /** From a delivery's receipt to the commit of its effect, of all that came since. */
    List<Long> microsToEffect(Instant since) {
        return jdbc.sql(
                        """
                        select (extract(epoch from ended_at - received_at) * 1e6)::bigint from webhook_delivery
                        where status = 'PROCESSED' and received_at >= :since
                        """)
                .param("since", Timestamp.from(since))
                .query(Long.class)
                .list();
    }

    /** Deliveries that wait for their effect. */
    long open() {
        return jdbc.sql("select count(*) from webhook_delivery where status in ('RECEIVED', 'FAILED')")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
