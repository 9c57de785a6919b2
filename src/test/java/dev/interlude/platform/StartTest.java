package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.platform.database.EmbeddedDatabase;
import dev.interlude.support.PostgresProcesses;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The server does not start")
class StartTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("with a catalog that books at an account without settings; it says so in one sentence")
    void accountWithoutSettings() throws IOException {
        var usual = Files.readString(Path.of("config/catalog.yaml"));
        var catalog = Files.writeString(
                folder.resolve("catalog.yaml"), usual.replaceFirst("(?m)^account: .*$", "account: elsewhere"));
        assertThat(Files.readString(catalog)).isNotEqualTo(usual);

        try (var server = ServerProcess.start(
                "without-account",
                TestDatabase.url("without_account"),
                "http://127.0.0.1:1",
                Map.of("INTERLUDE_CATALOG", catalog.toString()))) {
            assertThat(server.awaitRefusal())
                    .contains("booked at the Cal.com account 'elsewhere'")
                    .contains("interlude.calcom.accounts.elsewhere")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("with a broken flow; it names the file and the line in one sentence")
    void brokenFlow() throws IOException {
        var routes = folder.resolve("routes");
        try (var files = Files.walk(Path.of("routes"))) {
            for (var file : files.toList()) {
                Files.copy(file, routes.resolve(Path.of("routes").relativize(file)));
            }
        }
        var flow = routes.resolve("booking/place.camel.yaml");
        var text = Files.readString(flow);
        var line = 1 + text.lines().toList().indexOf("                ref: bookingRequests");
        Files.writeString(flow, text.replace("ref: bookingRequests", "ref: bookingRequest"));

        try (var server = ServerProcess.start(
                "broken-flow",
                TestDatabase.url("broken_flow"),
                "http://127.0.0.1:1",
                Map.of("INTERLUDE_ROUTES", routes.toString()))) {
            assertThat(server.awaitRefusal())
                    .contains("booking/place.camel.yaml, line " + line + ": there is no bean 'bookingRequest'")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("on a port in use; it says so before it makes a database, and names a misspelled variable")
    void portInUse() throws IOException {
        var data = folder.resolve("data");
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = ServerProcess.start(
                        "port-in-use",
                        "",
                        "http://127.0.0.1:1",
                        Map.of(
                                "INTERLUDE_PORT",
                                Integer.toString(other.getLocalPort()),
                                "INTERLUDE_PROT",
                                "8080",
                                "INTERLUDE_DATA_DIR",
                                data.toString()))) {
            assertThat(server.awaitRefusal())
                    .contains("The variable INTERLUDE_PROT has no effect: did you mean INTERLUDE_PORT?")
                    .contains("interlude: Port %d (INTERLUDE_PORT), for the API and the webhooks, is in use"
                            .formatted(other.getLocalPort()))
                    .contains("Next: Stop that program, or set INTERLUDE_PORT to another port.")
                    .doesNotContain("\tat ");
            assertThat(server.exitCode()).isEqualTo(1);
        }
        assertThat(data).doesNotExist();
    }

    @Test
    @DisplayName("with a database that takes connections and never answers; it ends by itself and says so")
    void silentDatabase() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var server = ServerProcess.start(
                        "silent-database",
                        "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/interlude",
                        "http://127.0.0.1:1",
                        Map.of("INTERLUDE_START_LIMIT", "5s"))) {
            assertThat(server.awaitRefusal())
                    .containsPattern("database of INTERLUDE_DATABASE_URL (has not answered|does not answer)")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("with a database that cannot be reached; it says so in one sentence")
    void noDatabase() {
        try (var server = ServerProcess.start(
                "no-database", "jdbc:postgresql://127.0.0.1:1/interlude", "http://127.0.0.1:1", Map.of())) {
            assertThat(server.awaitRefusal())
                    .contains("The database of INTERLUDE_DATABASE_URL cannot be reached")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("with tables of an unreleased version; it says in one sentence what to do, and changes nothing")
    void tablesOfAnotherVersion() {
        var url = TestDatabase.withoutTables("other_tables");
        var jdbc = JdbcClient.create(TestDatabase.another("other_tables"));
        Flyway.configure()
                .dataSource(TestDatabase.another("other_tables"))
                .target("1")
                .load()
                .migrate();
        jdbc.sql("update flyway_schema_history set checksum = checksum + 1").update();

        try (var server = ServerProcess.start("other-tables", url, "http://127.0.0.1:1", Map.of())) {
            assertThat(server.awaitRefusal())
                    .contains("The database of INTERLUDE_DATABASE_URL holds tables of an unreleased version")
                    .contains("drop and create that database, and start again.")
                    .doesNotContain("\tat ");
        }
        assertThat(jdbc.sql("select count(*) from flyway_schema_history")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "with an embedded database that holds tables of an unreleased version; it names the directory to delete")
    void embeddedTablesOfAnotherVersion() throws Exception {
        var data = folder.resolve("data");
        try (var database = EmbeddedDatabase.in(data);
                var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .target("1")
                    .load()
                    .migrate();
            statement.executeUpdate("update flyway_schema_history set checksum = checksum + 1");
        }

        try (var server = ServerProcess.start(
                "other-tables-embedded", "", "http://127.0.0.1:1", Map.of("INTERLUDE_DATA_DIR", data.toString()))) {
            assertThat(server.awaitRefusal())
                    .contains(
                            "The PostgreSQL in " + data + " (INTERLUDE_DATA_DIR) holds tables of an unreleased version")
                    .contains("delete that directory, and start again.")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("with an embedded database that freezes meanwhile; it ends by itself and names the data directory")
    void frozenEmbeddedDatabase() throws IOException {
        var data = folder.resolve("data");
        var processes = new PostgresProcesses(data.resolve("postgres"));
        try (var server = ServerProcess.start(
                "frozen-embedded",
                "",
                "http://127.0.0.1:1",
                Map.of("INTERLUDE_DATA_DIR", data.toString(), "INTERLUDE_START_LIMIT", "5s"))) {
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.readString(server.log()).contains("Migrating schema"));
            processes.freeze();

            assertThat(server.awaitRefusal())
                    .containsPattern(
                            "PostgreSQL in " + data + " \\(INTERLUDE_DATA_DIR\\) (has not answered|does not answer)")
                    .doesNotContain("INTERLUDE_DATABASE_URL");
        } finally {
            processes.kill();
        }
    }
}
