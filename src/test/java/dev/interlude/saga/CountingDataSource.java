package dev.interlude.saga;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts transactions: every commit, and every statement that commits by itself. */
final class CountingDataSource extends DelegatingDataSource {

    final AtomicInteger transactions = new AtomicInteger();
    final AtomicInteger statements = new AtomicInteger();

    CountingDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, super.getConnection());
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> call(target, method, args)));
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        if (target instanceof Connection && method.getName().equals("commit")) {
            transactions.incrementAndGet();
        }
        if (target instanceof PreparedStatement statement && method.getName().startsWith("execute")) {
            statements.incrementAndGet();
            if (statement.getConnection().getAutoCommit()) {
                transactions.incrementAndGet();
            }
        }
        try {
            var answer = method.invoke(target, args);
            return answer instanceof PreparedStatement made ? proxy(PreparedStatement.class, made) : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
