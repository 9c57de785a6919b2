package dev.interlude.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
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
            assertThat(Files.readAllLines(cluster().resolve("postmaster.pid")).get(4))
                    .as("its folder of sockets")
                    .isBlank();
            assertThat(Files.readAllLines(cluster().resolve("postmaster.pid")).get(5))
                    .as("the addresses it listens on")
                    .isEqualTo("127.0.0.1");
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

    @Test
    @DisplayName("opens to nobody without the password, and to the application as a role that is no superuser")
    void closed() throws Exception {
        try (var database = EmbeddedDatabase.in(data)) {
            assertIsClosed(database);
            run(database, "create extension if not exists btree_gist");
        }
    }

    @Test
    @DisplayName("of an earlier version, open to every local user, is brought over with all that is in it")
    void broughtOver() throws Exception {
        try (var former = EmbeddedPostgres.builder()
                        .setDataDirectory(cluster())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .start();
                var connection = DriverManager.getConnection(former.getJdbcUrl("postgres", "postgres"))) {
            var statement = connection.createStatement();
            statement.execute("create extension btree_gist");
            statement.execute(
                    "create table note (id bigint generated always as identity, number bigserial, text text)");
            statement.execute("create function twice(n int) returns int language sql as 'select 2 * n'");
            statement.execute("insert into note (text) values ('from before')");
        }

        try (var database = EmbeddedDatabase.in(data)) {
            assertIsClosed(database);
            assertThat(ask(database, "select text from note")).isEqualTo("from before");
            run(database, "alter table note add column more text");
            run(database, "create or replace function twice(n int) returns int language sql as 'select n + n'");
        }
        try (var again = EmbeddedDatabase.in(data)) {
            assertThat(ask(again, "select twice(2)")).isEqualTo("4");
        }
    }

    @Test
    @DisplayName("whose passwords were lost says so")
    void withoutPasswords() throws Exception {
        EmbeddedDatabase.in(data).close();
        Files.delete(data.resolve("postgres-admin.password"));

        assertThatThrownBy(() -> EmbeddedDatabase.in(data))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("put back postgres-admin.password");
    }

    private void assertIsClosed(EmbeddedDatabase database) throws Exception {
        for (var user : List.of("postgres", database.user())) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), user, ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), user, "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("authentication failed");
        }
        assertThat(ask(database, "select rolsuper::text from pg_roles where rolname = current_user"))
                .isEqualTo("false");
        assertThatThrownBy(() -> run(database, "copy (select 1) to program 'true'"))
                .hasMessageContaining("permission denied");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster())))
                .isEqualTo("rwx------");
        for (var file : List.of("postgres.password", "postgres-admin.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
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
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.createStatement().execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var answer = connection.createStatement().executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
