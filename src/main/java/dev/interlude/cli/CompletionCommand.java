package dev.interlude.cli;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete the words of this command line. */
@Command(
        name = "completion",
        header = "Prints the completion for bash and zsh.",
        description = {
            "bash:  source <(./interlude completion)",
            "zsh:   autoload -Uz compinit bashcompinit && compinit && bashcompinit && source <(./interlude completion)"
        })
final class CompletionCommand extends AnyCommand {

    @Override
    protected int answer() {
        var script = AutoComplete.bash("interlude", spec.root().commandLine());
        if (json) {
            print(Map.of("script", script));
        } else {
            out().print(script);
            out().flush();
        }
        return GOOD;
    }
}
