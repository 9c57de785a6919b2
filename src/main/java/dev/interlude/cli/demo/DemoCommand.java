package dev.interlude.cli.demo;

import dev.interlude.cli.AnyCommand;
import dev.interlude.cli.Main;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what Interlude does. */
@Command(
        name = "demo",
        header = "Books a composite appointment before your eyes, and undoes one.",
        description = "Runs a simulated Cal.com, a PostgreSQL and a server in this process, on until Ctrl-C.")
public final class DemoCommand extends AnyCommand {

    @Option(names = "--exit", description = "End when the story is told.")
    private boolean exit;

    @Override
    protected int answer() throws IOException {
        new Demo(world(), new DemoScreen(out(), world().terminal() && !json, json), exit).play();
        return exit ? GOOD : Main.STILL_RUNNING;
    }
}
