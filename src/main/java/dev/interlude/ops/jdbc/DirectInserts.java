package dev.interlude.ops.jdbc;

import dev.interlude.webhook.Delivery;
import dev.interlude.webhook.jdbc.Inbox;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A connection of its own to the database, for measuring what it can do without us. */
public final class DirectInserts implements AutoCloseable {

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;

    /** @throws SQLException when the database cannot be reached */
    public DirectInserts(String url, String user, String password) throws SQLException {
        connection = new SingleConnectionDataSource(DriverManager.getConnection(url, user, password), true);
        jdbc = JdbcClient.create(connection);
    }

    /** The statement that stores a delivery, in a commit of its own. */
    public void insert(Delivery delivery) {
        Inbox.bind(jdbc.sql(Inbox.STORE), delivery).update();
    }

    /** Deliveries that wait for their effect. */
    public long open() {
        return jdbc.sql("select count(*) from webhook_delivery where status in ('RECEIVED', 'FAILED')")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
