package dev.interlude.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The database of our own")
class EmbeddedDatabaseTest {

    @TempDir
    Path data;

    @Test
    @DisplayName(
            "keeps what was committed over a stop, a crash of PostgreSQL and a crash of the JVM; and serves one at a time")
    void keeps() throws Exception {
        try (var first = EmbeddedDatabase.in(data)) {
            run(first, "create table note (text text)");
            run(first, "insert into note values ('before the stop')");

            assertThat(ask(first, "show fsync")).isEqualTo("on");
            assertThat(ask(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(first, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> EmbeddedDatabase.in(data))
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessage("Another Interlude already uses %s: stop it, or set INTERLUDE_DATA_DIR", data);
        }
        assertThat(ServerFile.of(cluster())).as("stopped").isEmpty();

        try (var second = EmbeddedDatabase.in(data)) {
            run(second, "insert into note values ('before PostgreSQL was killed')");
            kill(ServerFile.of(cluster()).orElseThrow().pid());
        }
        assertThat(Files.exists(cluster().resolve("postmaster.pid")))
                .as("its file is left behind, and its process id goes to another program")
                .isTrue();

        var left = Files.readAllLines(cluster().resolve("postmaster.pid"));
        left.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(cluster().resolve("postmaster.pid"), left);
        var third = EmbeddedDatabase.in(data);
        run(third, "insert into note values ('before the JVM was killed')");
        var url = third.url();
        third.abandon();

        try (var fourth = EmbeddedDatabase.in(data)) {
            assertThat(fourth.url()).as("the server that was left up").isEqualTo(url);
            assertThat(ask(fourth, "select count(*) from note")).isEqualTo("3");
        }
        assertThat(ServerFile.of(cluster()))
                .as("stopped, though another had started it")
                .isEmpty();
    }

    private Path cluster() {
        return data.resolve("postgres");
    }

    private static void kill(long pid)
            throws IOException, InterruptedException, java.util.concurrent.ExecutionException,
                    java.util.concurrent.TimeoutException {
        var server = ProcessHandle.of(pid).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "")) {
            connection.createStatement().execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "");
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
