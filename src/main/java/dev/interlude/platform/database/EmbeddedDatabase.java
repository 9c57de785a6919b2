package dev.interlude.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that belongs to this process: it listens on loopback, keeps its data, and outlives a killed JVM, in which
 * case the next start finds and uses it. One data directory serves one Interlude at a time.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String URL = "jdbc:postgresql://127.0.0.1:%d/postgres";

    private final FileChannel lock;
    private final int port;
    private final String password;
    private final AutoCloseable stop;

    private EmbeddedDatabase(FileChannel lock, int port, String password, AutoCloseable stop) {
        this.lock = lock;
        this.port = port;
        this.password = password;
        this.stop = stop;
    }

    /** @throws DatabaseUnusable if another Interlude uses the directory, or PostgreSQL does not start on it */
    public static EmbeddedDatabase in(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            var cluster = dataDir.toRealPath().resolve("postgres");
            var lock = lock(dataDir);
            try {
                return opened(lock, dataDir, cluster);
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new DatabaseUnusable("PostgreSQL does not start in " + dataDir + " (INTERLUDE_DATA_DIR)", e);
        }
    }

    private static EmbeddedDatabase opened(FileChannel lock, Path dataDir, Path cluster)
            throws IOException, SQLException {
        if (DatabaseAccess.isClosed(cluster) && !DatabasePasswords.areIn(dataDir)) {
            throw new DatabaseUnusable(
                    "The files with the passwords of the database are missing in %s: put back postgres-admin.password"
                            .formatted(dataDir),
                    null);
        }
        var passwords = DatabasePasswords.in(dataDir);
        var access = new DatabaseAccess(cluster, passwords);
        access.prepare();
        var left = running(cluster, passwords);
        var database = left.isPresent() ? attached(lock, left.get(), passwords) : started(lock, cluster, passwords);
        try {
            access.close(database.url());
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            database.stopAfter(e);
            throw e;
        }
    }

    private void stopAfter(Exception failure) {
        try {
            stop.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    public String user() {
        return DatabaseAccess.APPLICATION;
    }

    public String password() {
        return password;
    }

    public String url() {
        return URL.formatted(port);
    }

    @Override
    public void close() throws Exception {
        try {
            stop.close();
        } finally {
            lock.close();
        }
    }

    /** After a killed JVM the lock is gone, but the server is still there. */
    void abandon() throws IOException {
        lock.close();
    }

    private static FileChannel lock(Path dataDir) throws IOException {
        var channel = FileChannel.open(
                dataDir.resolve("interlude.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("Locked by this very process", e);
        }
        channel.close();
        throw new DatabaseUnusable(
                "Another Interlude already uses " + dataDir + ": stop it, or set INTERLUDE_DATA_DIR", null);
    }

    private static EmbeddedDatabase started(FileChannel lock, Path cluster, DatabasePasswords passwords)
            throws IOException {
        ServerFile.removeStale(cluster);
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig(
                        "log_error_verbosity", "terse") // its details quote whole rows, with names and addresses
                .setServerConfig("unix_socket_directories", "")
                .setLocaleConfig("auth", "scram-sha-256") // passwords are required even while the cluster is created
                .setLocaleConfig("pwfile", passwords.adminFile().toString())
                .setConnectConfig("password", passwords.admin())
                .setConnectConfig("connectTimeout", "5")
                .setConnectConfig("loginTimeout", "5")
                .setConnectConfig("socketTimeout", "5")
                .start();
        LOG.info("PostgreSQL of our own in {}, port {}", cluster, server.getPort());
        return new EmbeddedDatabase(lock, server.getPort(), passwords.application(), server);
    }

    private static EmbeddedDatabase attached(FileChannel lock, ServerFile server, DatabasePasswords passwords) {
        LOG.info("PostgreSQL of a killed Interlude is still up on port {}: using it", server.port());
        return new EmbeddedDatabase(lock, server.port(), passwords.application(), () -> stop(server.pid()));
    }

    /** A stale file may name a port that another process uses now; only a server on our files is ours. */
    private static Optional<ServerFile> running(Path cluster, DatabasePasswords passwords) throws IOException {
        var found = ServerFile.of(cluster);
        return found.filter(
                server -> ProcessHandle.of(server.pid()).isPresent() && serves(server.port(), cluster, passwords));
    }

    private static boolean serves(int port, Path cluster, DatabasePasswords passwords) {
        try (var connection = DatabaseAccess.connect(URL.formatted(port), passwords);
                var answer = connection.createStatement().executeQuery("show data_directory")) {
            return answer.next() && Path.of(answer.getString(1)).equals(cluster);
        } catch (SQLException e) {
            LOG.debug("Port {} is not ours", port, e);
            return false;
        }
    }

    private static void stop(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor(); // PostgreSQL's fast shutdown
        ProcessHandle.of(pid).ifPresent(server -> {
            try {
                server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                LOG.warn("PostgreSQL (pid {}) has not stopped", pid, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
