package dev.interlude.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.interlude.cli.TemporaryFolder;
import dev.interlude.support.FreePorts;
import dev.interlude.support.PostgresProcesses;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of its own, to be stopped, killed and frozen; always on the same port. */
public final class OwnPostgres implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ANSWER_SECONDS = 10;

    private final Path cluster;
    private final int port = FreePorts.next();
    private final PostgresProcesses processes;
    private EmbeddedPostgres server;

    public OwnPostgres() throws IOException {
        // It reports as an error that a killed server cannot be stopped.
        ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class)).setLevel(Level.OFF);
        cluster = Files.createTempDirectory("interlude-postgres");
        processes = new PostgresProcesses(cluster);
        start();
        // Also when the command is interrupted, in the middle of whatever it does.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** For who watches from outside; does not wait for long. */
    public PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser("postgres");
        source.setPassword("postgres");
        source.setApplicationName("observer");
        source.setSocketTimeout(ANSWER_SECONDS);
        return source;
    }

    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        try {
            if (Files.exists(cluster.resolve("postmaster.pid"))) {
                processes.kill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
    }

    void freeze() {
        try {
            processes.freeze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void thaw() {
        try {
            processes.thaw();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(cluster)) {
            kill();
            TemporaryFolder.delete(cluster);
        }
    }
}
