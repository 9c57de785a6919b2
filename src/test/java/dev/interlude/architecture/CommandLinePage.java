package dev.interlude.architecture;

import dev.interlude.cli.Main;
import dev.interlude.cli.World;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/command-line.md: what the commands say of themselves. */
final class CommandLinePage {

    private CommandLinePage() {}

    static String text() {
        var root = Main.commandLine(new World(Map.of(), false));
        var page = new StringBuilder(
                """
                # The command line

                `./interlude COMMAND`, in the project's directory; settings come from the environment, else from `.env`. `./interlude help` shows
                this block:

                """);
        page.append(block(root));
        page.append(
                """

                - **Output.** Answers go to standard output, as tables or, with `--json`, as JSON and nothing else; progress and errors go to
                  standard error. An error is one sentence and the next step; with `--json` also `{"error": {"code", "detail", "next"}}`. The
                  stack trace is shown with `--verbose` only.
                - **Exit codes.** 0: it is good. 1: it is not. 2: the command was used wrongly.
                - **The key.** All users of a machine can see the command lines of others in the list of processes. Prefer `INTERLUDE_ADMIN_KEY` or
                  `--key-file` to `--key`.
                - **Completion.** `source <(./interlude completion)` in bash; [completion](#completion) says how in zsh.
                """);
        commands(root).forEach(command -> page.append("\n## ")
                .append(command.getCommandSpec().qualifiedName().replaceFirst("^interlude ", ""))
                .append("\n\n")
                .append(block(command)));
        return page.toString();
    }

    /** Those that do something, in the order of the help. */
    static Stream<CommandLine> commands(CommandLine group) {
        return group.getSubcommands().values().stream()
                .distinct()
                .flatMap(command -> command.getSubcommands().isEmpty() ? Stream.of(command) : commands(command));
    }

    private static String block(CommandLine command) {
        return "```\n" + command.getUsageMessage(Ansi.OFF).stripTrailing() + "\n```\n";
    }
}
