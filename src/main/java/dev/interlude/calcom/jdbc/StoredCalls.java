package dev.interlude.calcom.jdbc;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.CallWindow;
import dev.interlude.calcom.budget.SharedCalls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;

/** An account's calls in PostgreSQL. Each operation is a transaction of its own, whatever its caller's is. */
public final class StoredCalls implements SharedCalls {

    private static final String CREATE =
            """
            insert into calcom_budget (id, state) values (?, ?) on conflict do nothing
            """;
    private static final String LOCK =
            """
            select state from calcom_budget where id = ? for update
            """;
    private static final String STORE = """
            update calcom_budget set state = ? where id = ?
            """;
    private static final int SECONDS = 5;

    private final DataSource database;
    private final Allowance allowance;
    private final Clock clock;
    private final String id;

    /** Nodes configured with another allowance for the account count for themselves. */
    public StoredCalls(DataSource database, String account, Allowance allowance, Clock clock) {
        this.database = database;
        this.allowance = allowance;
        this.clock = clock;
        this.id = "%s %d/%s %d at once".formatted(account, allowance.calls(), allowance.window(), allowance.capacity());
    }

    @Override
    public State change(Operation operation) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var window = CallWindow.read(allowance, locked(connection));
                var state = operation.on(window, clock.millis());
                try (var store = prepared(connection, STORE)) {
                    store.setString(1, window.text());
                    store.setString(2, id);
                    store.executeUpdate();
                }
                connection.commit();
                return state;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("counting calls", null, e);
        }
    }

    private String locked(Connection connection) throws SQLException {
        var found = read(connection);
        if (found == null) {
            try (var create = prepared(connection, CREATE)) {
                create.setString(1, id);
                create.setString(2, new CallWindow(allowance, clock.millis()).text());
                create.executeUpdate();
            }
            found = read(connection);
        }
        return found;
    }

    private String read(Connection connection) throws SQLException {
        try (var lock = prepared(connection, LOCK)) {
            lock.setString(1, id);
            try (var row = lock.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(SECONDS);
        return statement;
    }
}
