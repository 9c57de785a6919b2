package dev.interlude.platform.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distinguishes a database that does not answer from one busy with a long statement: it is queried on a connection
 * outside the pool and, if that stays silent, on a new one.
 */
public final class DatabaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    /** Timers are not exact. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    private enum Answer {
        GIVEN,
        REFUSED,
        LOST,
        SILENCE
    }

    private final String url;
    private final Properties properties;
    private final Duration limit;
    private final WatchedConnections connections;
    private Connection own;

    /**
     * @param properties of the driver
     * @param limit of each wait, in whole seconds
     */
    DatabaseWatch(String url, Properties properties, Duration limit, WatchedConnections connections) {
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
        for (var wait : List.of("connectTimeout", "loginTimeout", "socketTimeout")) {
            this.properties.put(wait, Long.toString(limit.toSeconds()));
        }
        this.limit = limit;
        this.connections = connections;
    }

    /** Asks, and tells the pool's connections what has changed. */
    public synchronized void look() {
        var first = ask();
        var answer = first == Answer.GIVEN ? first : ask();
        if (answer == Answer.GIVEN) {
            tellAnswer();
        } else if (answer != Answer.REFUSED
                && (connections.isSilent() || first == Answer.SILENCE || answer == Answer.SILENCE)) {
            tellSilence();
        }
    }

    @Override
    public synchronized void close() {
        forget();
    }

    private Answer ask() {
        var began = System.nanoTime();
        try {
            if (own == null) {
                own = DriverManager.getConnection(url, properties);
            }
            try (var question = own.createStatement()) {
                question.execute("select 1");
            }
            return Answer.GIVEN;
        } catch (SQLException e) {
            LOG.debug("The database does not serve the watch", e);
            forget();
            if (cameFromServer(e)) {
                return Answer.REFUSED;
            }
            var waited = Duration.ofNanos(System.nanoTime() - began).plus(TOLERANCE);
            return waited.compareTo(limit) >= 0 ? Answer.SILENCE : Answer.LOST;
        }
    }

    private void tellAnswer() {
        if (connections.isSilent()) {
            connections.resume();
            LOG.info("The database answers again");
        }
    }

    private void tellSilence() {
        if (!connections.isSilent()) {
            LOG.warn("The database does not answer: requests are refused with 503 until it does");
        }
        connections.cutOff();
    }

    private void forget() {
        if (own != null) {
            try {
                own.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The watch's connection could not be closed", e);
            }
            own = null;
        }
    }

    /** It refuses us but is alive: too many connections, or just starting. */
    private static boolean cameFromServer(SQLException failure) {
        return failure.getSQLState() != null && !failure.getSQLState().startsWith("08");
    }
}
