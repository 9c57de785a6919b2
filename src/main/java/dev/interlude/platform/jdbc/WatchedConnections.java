package dev.interlude.platform.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool's connections. While the database does not answer, waiting statements fail at once and no connections are
 * given out.
 */
final class WatchedConnections extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedConnections.class);

    /** The connections the pool has lent and not discarded. */
    private final Set<Connection> lent =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<Connection, Boolean>()));

    private volatile boolean silent;

    WatchedConnections(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (silent) {
            throw new SQLTransientConnectionException("The database does not answer");
        }
        var connection = super.getConnection();
        lent.add(connection.unwrap(Connection.class));
        return connection;
    }

    boolean isSilent() {
        return silent;
    }

    void resume() {
        silent = false;
    }

    /** Ends every wait for an answer. Whether that statement was done is not known, as after any lost session. */
    void cutOff() {
        silent = true;
        for (var connection : List.copyOf(lent)) {
            lent.remove(connection);
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.warn("A connection to the silent database could not be closed", e);
            }
        }
    }
}
