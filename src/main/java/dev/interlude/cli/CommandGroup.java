package dev.interlude.cli;

import picocli.CommandLine.ParameterException;

/** A word that only groups commands: `keys` of `keys list`. */
public abstract class CommandGroup extends Documented implements Runnable {

    @Override
    public final void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do with %s: %s"
                        .formatted(
                                spec.name(),
                                String.join(", ", spec.subcommands().keySet())));
    }
}
