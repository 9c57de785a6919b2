package dev.interlude.platform.start;

import dev.interlude.platform.database.DatabaseLogin;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends a start whose database stops answering, also during a statement: a migration may take as long as it needs while
 * the database is alive. Also lets SIGTERM end a hanging start.
 */
public final class StartLimit implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(StartLimit.class);
    private static final Duration STOP_OF_A_START = Duration.ofSeconds(5);
    private static final Duration STOP_OF_A_SERVER = Duration.ofSeconds(90);
    private static final int PROBE_SECONDS = 5;
    private static final int TERMINATED = 143;

    private final CountDownLatch started = new CountDownLatch(1);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) ready -> started.countDown());
        context.addApplicationListener((ApplicationListener<ApplicationFailedEvent>) failed -> started.countDown());
        Runtime.getRuntime().addShutdownHook(new Thread(this::limitStop, "stop-limit"));
        var limit = DurationStyle.detectAndParse(environment.resolveRequiredPlaceholders("${interlude.start-limit}"));
        var name = UnreachableDatabaseAnalyzer.database(environment);
        context.addBeanFactoryPostProcessor(beans -> beans.addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                if (bean instanceof JdbcConnectionDetails database) {
                    daemon("start-limit", () -> watch(name, database, limit));
                }
                return bean;
            }
        }));
    }

    private void watch(String name, JdbcConnectionDetails database, Duration limit) {
        var lastAnswer = System.nanoTime();
        while (!awaitStart(Duration.ofSeconds(1))) {
            if (answers(database)) {
                lastAnswer = System.nanoTime();
            } else if (System.nanoTime() - lastAnswer > limit.toNanos()) {
                LOG.error("{} has not answered for {} s: the start was given up", name, limit.toSeconds());
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private static boolean answers(JdbcConnectionDetails database) {
        var seconds = Integer.toString(PROBE_SECONDS);
        var properties = DatabaseLogin.of(database.getUsername(), database.getPassword());
        properties.put("connectTimeout", seconds);
        properties.put("loginTimeout", seconds);
        properties.put("socketTimeout", seconds);
        try (var connection = DriverManager.getConnection(database.getJdbcUrl(), properties);
                var answer = connection.createStatement().executeQuery("select 1")) {
            return answer.next();
        } catch (SQLException e) {
            LOG.debug("The database does not answer", e);
            return false;
        }
    }

    private boolean awaitStart(Duration patience) {
        try {
            return started.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Spring waits for the end of a start before it stops, and for everything that still works. */
    private void limitStop() {
        var patience = started.getCount() > 0 ? STOP_OF_A_START : STOP_OF_A_SERVER;
        daemon("stop-limit-end", () -> {
            var end = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            Runtime.getRuntime().halt(TERMINATED);
        });
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
