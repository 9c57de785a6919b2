package dev.interlude.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.platform.start.VariableNames.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@DisplayName("A variable of the environment")
class VariableNamesTest {

    private static final Known KNOWN = known();
    private static final Pattern NAME = Pattern.compile("\\bINTERLUDE_[A-Z0-9_]*[A-Z0-9]\\b");

    @Test
    @DisplayName("that is misspelled is named, with the one that was meant")
    void misspelled() {
        assertThat(VariableNames.unknown(
                        Set.of(
                                "INTERLUDE_PROT",
                                "INTERLUDE_SAGA_BACK_OFF_MAXIMUM",
                                "INTERLUDE_PORT",
                                "PATH",
                                "SANDBOX_PROT"),
                        KNOWN))
                .containsExactly(
                        "The variable INTERLUDE_PROT has no effect: did you mean INTERLUDE_PORT?",
                        "The variable INTERLUDE_SAGA_BACK_OFF_MAXIMUM has no effect: did you mean INTERLUDE_SAGA_BACK_OFF_MAX?");
    }

    @Test
    @DisplayName("that is like none of ours is named, with the page that lists them")
    void unlike() {
        assertThat(VariableNames.unknown(Set.of("INTERLUDE_XYZZY_QUUX"), KNOWN))
                .containsExactly(
                        "The variable INTERLUDE_XYZZY_QUUX has no effect: docs/settings.md lists those there are.");
    }

    @Test
    @DisplayName("that names a setting, or one of an account, is known")
    void ofSetting() {
        assertThat(VariableNames.unknown(
                        Set.of("INTERLUDE_SAGA_BACK_OFF_MAX", "INTERLUDE_CALCOM_ACCOUNTS_SPA_APIKEY"), KNOWN))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "that lacks the dashes of its setting reaches Java and no flow: it is named, with the one that reaches both")
    void withoutDashes() {
        assertThat(VariableNames.unknown(Set.of("INTERLUDE_IDEMPOTENCY_RENEWEVERY"), KNOWN))
                .containsExactly(
                        "The variable INTERLUDE_IDEMPOTENCY_RENEWEVERY does not reach the flows: write INTERLUDE_IDEMPOTENCY_RENEW_EVERY.");
        assertThat(renewEvery("INTERLUDE_IDEMPOTENCY_RENEWEVERY")).containsExactly("7", "5000");
        assertThat(renewEvery("INTERLUDE_IDEMPOTENCY_RENEW_EVERY")).containsExactly("7", "7");
    }

    /** As Java binds it, and as a flow reads it. */
    private static List<String> renewEvery(String variable) {
        var environment = environment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "7")));
        return List.of(
                Binder.get(environment)
                        .bind("interlude.idempotency.renew-every", String.class)
                        .get(),
                environment.getRequiredProperty("interlude.idempotency.renew-every"));
    }

    @Test
    @DisplayName("that the program, its scripts or its pages name is known")
    void named() throws IOException {
        var named = new TreeSet<String>();
        for (var place : List.of("src/main/java", "config", "docker", "docs", "scripts", "interlude", "README.md")) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (var file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".png"))
                        .toList()) {
                    NAME.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group()));
                }
            }
        }

        assertThat(named).contains("INTERLUDE_PORT", "INTERLUDE_JAVA", "INTERLUDE_ZONEINFO");
        assertThat(VariableNames.unknown(named, KNOWN)).isEmpty();
    }

    private static Known known() {
        return VariableNames.known(environment());
    }

    private static ConfigurableEnvironment environment() {
        var environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, "sandbox");
        return environment;
    }
}
