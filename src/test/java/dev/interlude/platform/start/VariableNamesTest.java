package dev.interlude.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.StandardEnvironment;

@DisplayName("A variable of the environment")
class VariableNamesTest {

    private static final Set<String> KNOWN = known();
    private static final Pattern NAME = Pattern.compile("\\bINTERLUDE_[A-Z0-9_]*[A-Z0-9]\\b");

    @Test
    @DisplayName("that is misspelled is named, with the one that was meant")
    void misspelled() {
        assertThat(VariableNames.unknown(
                        Set.of(
                                "INTERLUDE_PROT",
                                "INTERLUDE_SAGA_BACKOFFMAXIMUM",
                                "INTERLUDE_PORT",
                                "PATH",
                                "SANDBOX_PROT"),
                        KNOWN))
                .containsExactly(
                        "The variable INTERLUDE_PROT has no effect: did you mean INTERLUDE_PORT?",
                        "The variable INTERLUDE_SAGA_BACKOFFMAXIMUM has no effect: did you mean INTERLUDE_SAGA_BACKOFFMAX?");
    }

    @Test
    @DisplayName("that is like none of ours is named, with the page that lists them")
    void unlike() {
        assertThat(VariableNames.unknown(Set.of("INTERLUDE_XYZZY_QUUX"), KNOWN))
                .containsExactly(
                        "The variable INTERLUDE_XYZZY_QUUX has no effect: docs/settings.md lists those there are.");
    }

    @Test
    @DisplayName("that names a setting by Spring's rules, or one of an account, is known")
    void byRule() {
        assertThat(VariableNames.unknown(
                        Set.of("INTERLUDE_SAGA_BACKOFFMAX", "INTERLUDE_CALCOM_ACCOUNTS_SPA_APIKEY"), KNOWN))
                .isEmpty();
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

    private static Set<String> known() {
        var environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, "sandbox");
        return VariableNames.known(environment);
    }
}
