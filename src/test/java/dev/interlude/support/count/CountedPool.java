package dev.interlude.support.count;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The server's connections; keeps what they are asked on behalf of the requests that are counted. */
public final class CountedPool implements BeanPostProcessor {

    static final String COMMIT = "commit";
    /** Between a thread and what it had done. */
    static final String SAYS = " > ";

    private static final Map<String, List<String>> COUNTED = new ConcurrentHashMap<>();

    /** @param traceId 32 hexadecimal digits */
    static void begin(String traceId) {
        COUNTED.put(traceId, new CopyOnWriteArrayList<>());
    }

    /** Statements in their order, each with the thread that ran it; {@code commit} where a transaction ended. */
    static List<String> end(String traceId) {
        return COUNTED.remove(traceId);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new Counted(pool) : bean;
    }

    private static final class Counted extends DelegatingDataSource {

        Counted(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return proxy(Connection.class, super.getConnection(), "");
        }
    }

    private static <T> T proxy(Class<T> type, T target, String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> call(target, sql, method, args)));
    }

    private static Object call(Object target, String sql, Method method, Object[] args) throws Throwable {
        if (target instanceof Connection && method.getName().equals(COMMIT)) {
            note(COMMIT);
        }
        if (target instanceof PreparedStatement statement && method.getName().startsWith("execute")) {
            note(sql);
            if (statement.getConnection().getAutoCommit()) {
                note(COMMIT);
            }
        }
        try {
            var answer = method.invoke(target, args);
            return answer instanceof PreparedStatement made
                    ? proxy(PreparedStatement.class, made, args[0].toString())
                    : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void note(String what) {
        var traceId = MDC.get("traceId");
        var counted = traceId == null ? null : COUNTED.get(traceId);
        if (counted != null) {
            counted.add(Thread.currentThread().getName() + SAYS + what.strip().replaceAll("\\s+", " "));
        }
    }
}
