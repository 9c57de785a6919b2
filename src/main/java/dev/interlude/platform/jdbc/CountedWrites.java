package dev.interlude.platform.jdbc;

import dev.interlude.platform.work.Changes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool's connections, which tell {@link Changes} of each commit of theirs that wrote one of the tables. A statement
 * that does not begin with {@code select} counts as a write of each table that it names.
 */
final class CountedWrites extends DelegatingDataSource {

    private final Changes changes;
    private final Set<String> tables;

    CountedWrites(DataSource pool, Changes changes, Set<String> tables) {
        super(pool);
        this.changes = changes;
        this.tables = tables;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = new Counted(super.getConnection());
        return proxy(Connection.class, connection::call);
    }

    private boolean writes(String sql) {
        var text = sql.stripLeading().toLowerCase(Locale.ROOT);
        return !text.startsWith("select") && tables.stream().anyMatch(text::contains);
    }

    /** What returns a connection to the pool has committed what it wrote, too, where each statement commits itself. */
    private final class Counted {

        private final Connection connection;
        private boolean wrote;

        Counted(Connection connection) {
            this.connection = connection;
        }

        Object call(Method method, Object[] arguments) throws Throwable {
            var name = method.getName();
            try {
                var result = invoke(connection, method, arguments);
                if (name.equals("createStatement")) {
                    wrote = true;
                }
                return result instanceof PreparedStatement statement && writes((String) arguments[0])
                        ? proxy(PreparedStatement.class, (ran, values) -> execute(statement, ran, values))
                        : result;
            } finally {
                if (wrote && (name.equals("commit") || name.equals("close"))) {
                    changes.note();
                    wrote = false;
                }
            }
        }

        /** Clocks run statements that find nothing to do; these are no writes. */
        private Object execute(PreparedStatement statement, Method method, Object[] arguments) throws Throwable {
            if (!method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            var before = wrote;
            wrote = true;
            var result = invoke(statement, method, arguments);
            wrote = before || !isNothing(result);
            return result;
        }

        private static boolean isNothing(Object result) throws SQLException {
            return result instanceof Integer rows && rows == 0
                    || result instanceof ResultSet found && !found.isBeforeFirst();
        }
    }

    private interface Handler {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.call(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
