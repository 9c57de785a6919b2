package dev.interlude.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@DisplayName("A start that is refused says in one sentence why, and what to do next:")
class RefusedStartTest {

    @ParameterizedTest(name = "{0} is in use")
    @CsvSource({"INTERLUDE_PORT, the API and the webhooks", "INTERLUDE_MANAGEMENT_PORT, health and metrics"})
    void portInUse(String variable, String use) throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var environment = with(variable, Integer.toString(other.getLocalPort()));

            var refused = catchThrowableOfType(StartRefused.class, () -> FreePorts.check(environment));

            assertThat(refused)
                    .hasMessage("Port %d (%s), for %s, is in use by another program or another Interlude."
                            .formatted(other.getLocalPort(), variable, use));
            assertThat(refused.next()).isEqualTo("Stop that program, or set %s to another port.".formatted(variable));
            assertThat(new TakenPortAnalyzer(environment)
                            .analyze(new PortInUseException(other.getLocalPort()))
                            .getDescription())
                    .as("taken after the check")
                    .isEqualTo(refused.getMessage());
        }
    }

    @Test
    @DisplayName("ports that are free are no reason")
    void freePorts() {
        assertThatNoException().isThrownBy(() -> FreePorts.check(with("INTERLUDE_PORT", "0")));
    }

    @Test
    @DisplayName("a port beyond the last one")
    void noPort() {
        assertThat(catchThrowableOfType(StartRefused.class, () -> FreePorts.check(with("INTERLUDE_PORT", "70000"))))
                .hasMessage("INTERLUDE_PORT is 70000, which is no port.");
    }

    @Test
    @DisplayName("an address that this machine does not have")
    void noSuchAddress() {
        assertThat(catchThrowableOfType(
                                StartRefused.class, () -> FreePorts.check(with("INTERLUDE_ADDRESS", "192.0.2.1")))
                        .next())
                .startsWith("Set INTERLUDE_ADDRESS to an address of this machine");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "INTERLUDE_PORT, abc, 'INTERLUDE_PORT (server.port) is ''abc'', which is not a whole number such as 10.'",
        "INTERLUDE_MANAGEMENT_PORT, 8081x, 'INTERLUDE_MANAGEMENT_PORT (management.server.port) is ''8081x'', which is not a whole number such as 10.'",
        "SERVER_PORT, abc, 'The setting server.port is ''abc'', which is not a whole number such as 10.'"
    })
    void wrongType(String variable, String value, String sentence) {
        var environment = with(variable, value);
        var wrong = catchThrowableOfType(BindException.class, () -> FreePorts.check(environment));

        assertThat(new WrongSettingAnalyzer(environment).analyze(wrong).getDescription())
                .isEqualTo(sentence);
    }

    @Test
    @DisplayName("a folder of flows that is not there")
    void noFlows() {
        var refused = catchThrowableOfType(
                StartRefused.class,
                () -> RequiredSettings.check(with("INTERLUDE_ROUTES", "target/no-such-folder"), true));

        assertThat(refused)
                .hasMessage("There is no folder with flows at %s (INTERLUDE_ROUTES)."
                        .formatted(Path.of("target/no-such-folder").toAbsolutePath()));
        assertThat(refused.next()).contains("set INTERLUDE_ROUTES to the folder with its *.camel.yaml files");
    }

    @Test
    @DisplayName("an address of a database that Java does not understand")
    void noJdbcAddress() {
        assertThat(catchThrowableOfType(
                                StartRefused.class,
                                () -> RequiredSettings.check(
                                        with("INTERLUDE_DATABASE_URL", "postgres://host/interlude"), true))
                        .next())
                .startsWith("Write it as jdbc:postgresql://host:5432/name");
    }

    @ParameterizedTest(name = "a database that answers {0}")
    @CsvSource({
        "INVALID_PASSWORD, refuses INTERLUDE_DATABASE_USER or INTERLUDE_DATABASE_PASSWORD., Set both as that database knows them.",
        "CONNECTION_UNABLE_TO_CONNECT, does not answer., 'Start that PostgreSQL, or correct INTERLUDE_DATABASE_URL.'"
    })
    void database(PSQLState state, String sentence, String next) {
        var environment = with("INTERLUDE_DATABASE_URL", "jdbc:postgresql://db.example.com:5432/interlude");
        SQLException failure = new PSQLException("no", state);

        var why = new UnreachableDatabaseAnalyzer(environment).analyze(new IllegalStateException(failure));

        assertThat(why.getDescription()).isEqualTo("The database of INTERLUDE_DATABASE_URL " + sentence);
        assertThat(why.getAction()).isEqualTo(next);
    }

    @Test
    @DisplayName("what nothing recognises, with the deepest cause")
    void unexpected() {
        var why = UnexpectedFailure.analysis(
                new IllegalStateException("outside", new IllegalArgumentException("the cause\nwith details")));

        assertThat(why.getDescription())
                .isEqualTo("The start failed unexpectedly: IllegalArgumentException: the cause");
        assertThat(why.getAction()).startsWith("Run it again with --verbose");
    }

    @Test
    @DisplayName("two lines, and no stack trace")
    void plain() {
        var printed = new ByteArrayOutputStream();
        new PlainReport(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .report(new FailureAnalysis("It is so.", "Do that.", new IllegalStateException("trace")));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("interlude: It is so.\nNext: Do that.\n");
    }

    /** The settings of config/application.yaml with this one variable in the environment. */
    private static ConfigurableEnvironment with(String variable, String value) {
        var environment = new StandardEnvironment();
        var variables = new HashMap<String, Object>(
                Map.of("INTERLUDE_PORT", "0", "INTERLUDE_MANAGEMENT_PORT", "0", "INTERLUDE_ADDRESS", "127.0.0.1"));
        variables.put(variable, value);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, "sandbox");
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
