package dev.interlude.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("Of the command line")
class HelpTest {

    private final Shell shell = new Shell();

    @ParameterizedTest(name = "interlude {0}")
    @MethodSource("commands")
    @DisplayName("each command explains itself, and does nothing else then")
    void help(String command) {
        var said = shell.type((command + " --help").strip().split(" "));

        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains(
                        "Usage: interlude" + (command.isEmpty() ? "" : " " + command) + " ",
                        "--help",
                        "--version",
                        "Exit codes:",
                        "2   wrong use");
    }

    @ParameterizedTest(name = "interlude {0}")
    @MethodSource("doers")
    @DisplayName("each command that does something answers in JSON if asked to")
    void json(String command) {
        assertThat(shell.type((command + " --help").split(" ")).out()).contains("--json", "--verbose");
    }

    @ParameterizedTest(name = "interlude {0}")
    @MethodSource("commands")
    @DisplayName("each command says which version it is")
    void version(String command) {
        var said = shell.type((command + " --version").strip().split(" "));

        assertThat(said.code()).isZero();
        assertThat(said.out()).startsWith("Interlude ").contains("Java ");
    }

    @ParameterizedTest(name = "interlude {0}")
    @MethodSource("commands")
    @DisplayName("an option that a command does not have is wrong use, and nothing is done")
    void unknownOption(String command) {
        var said = shell.type((command + " --nonsense").strip().split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("interlude: ", "--help shows how it is used")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "sync nonsense",
                "keys",
                "keys frobnicate",
                "book",
                "seed --size 0",
                "deliveries replay",
                "seed --size many"
            })
    @DisplayName("wrong use ends with 2, a sentence and where the help is")
    void wrongUse(String line) {
        var said = shell.type(line.split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines()).hasSize(2);
        assertThat(said.err().lines().toList().get(1))
                .startsWith("Next: interlude")
                .endsWith("--help shows how it is used.");
    }

    @Test
    @DisplayName("no command at all shows them all, and is wrong use")
    void nothing() {
        var said = shell.type();

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("health-check", "seed", "crash-matrix", "Name a command");
    }

    @Test
    @DisplayName("a word that is nearly right is guessed")
    void guess() {
        assertThat(shell.type("sync", "--ful").err()).contains("Did you mean --full");
    }

    @Test
    @DisplayName("the completion is a script that knows every command and its options")
    void completion() throws Exception {
        var script = shell.type("completion");
        var bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter()) {
            in.write(script.out());
        }

        assertThat(bash.waitFor())
                .as(new String(bash.getInputStream().readAllBytes()))
                .isZero();
        assertThat(script.out()).contains("health-check", "--dry-run", "revoke", "complete -F _complete_interlude");
        assertThat(shell.type("completion", "--json").json().path("script").asText())
                .isEqualTo(script.out());
    }

    /** Every command and group, "" for the program itself. */
    static Stream<String> commands() {
        return Stream.concat(Stream.of(""), below(root()));
    }

    static Stream<String> doers() {
        return commands().filter(name -> command(name).getSubcommands().isEmpty());
    }

    private static CommandLine command(String name) {
        var command = root();
        for (var word : name.isEmpty() ? new String[0] : name.split(" ")) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    private static CommandLine root() {
        return Main.commandLine(new World(Map.of(), false));
    }

    private static Stream<String> below(CommandLine group) {
        return group.getSubcommands().values().stream()
                .distinct()
                .flatMap(command -> Stream.concat(
                        Stream.of(command.getCommandSpec().qualifiedName().replaceFirst("^interlude ", "")),
                        below(command)));
    }
}
