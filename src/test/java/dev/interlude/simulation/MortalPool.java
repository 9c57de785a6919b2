package dev.interlude.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Gives the product a clock that stands, and connections that die with the node: what they have not committed is rolled back. */
final class MortalPool implements BeanPostProcessor {

    private final MortalNode node;
    private final VirtualClock clock;

    MortalPool(MortalNode node, VirtualClock clock) {
        this.node = node;
        this.clock = clock;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new Mortal(pool) : bean instanceof Clock ? clock : bean;
    }

    private final class Mortal extends DelegatingDataSource {

        Mortal(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (node.isDead()) {
                throw lost("before it got a connection");
            }
            var connection = super.getConnection();
            return proxy(Connection.class, (method, args) -> ofConnection(connection, method, args));
        }
    }

    private Object ofConnection(Connection connection, Method method, Object[] args) throws Throwable {
        if (method.getName().equals("commit")) {
            return step(connection, "commit", () -> invoke(connection, method, args));
        }
        var answer = invoke(connection, method, args);
        return answer instanceof PreparedStatement statement
                ? proxy(
                        PreparedStatement.class,
                        (called, values) -> called.getName().startsWith("execute")
                                ? step(connection, (String) args[0], () -> invoke(statement, called, values))
                                : invoke(statement, called, values))
                : answer;
    }

    private Object step(Connection connection, String what, Call call) throws Throwable {
        try {
            node.before(what);
            var answer = call.run();
            node.after();
            return answer;
        } catch (MortalNode.Died died) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw lost(died.getMessage());
        }
    }

    private static SQLException lost(String why) {
        return new SQLException(why, "08006");
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Handler {
        Object call(Method method, Object[] args) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> handler.call(method, args)));
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
