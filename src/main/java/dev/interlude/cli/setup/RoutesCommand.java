package dev.interlude.cli.setup;

import dev.interlude.cli.AnyCommand;
import dev.interlude.cli.CommandGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The flows. */
@Command(name = "routes", header = "The flows: check.", subcommands = RoutesCommand.Check.class)
public final class RoutesCommand extends CommandGroup {

    /** Checks them as the server does. */
    @Command(
            name = "check",
            header = "Checks the flows of a folder as the server does before it starts them.",
            description =
                    "Names the file and line of the first mistake. Wires the whole program for that, which takes a start's time, but opens neither a port nor a database.",
            exitCodeList = {"0:the flows can be used", "1:they cannot", "2:wrong use"})
    static final class Check extends AnyCommand {

        @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "By default INTERLUDE_ROUTES, or routes.")
        private Path folder;

        @Override
        protected int answer() {
            var path = folder != null
                    ? folder
                    : Path.of(world().variable("INTERLUDE_ROUTES").orElse("routes"));
            var mistake = FlowCheck.mistake(path);
            if (json) {
                var view = new LinkedHashMap<String, Object>();
                view.put("folder", path.toString());
                view.put("valid", mistake.isEmpty());
                view.put("mistake", mistake.orElse(null));
                print(view);
            } else {
                out().println(mistake.orElse("The flows in %s can be used.".formatted(path)));
            }
            return mistake.isEmpty() ? GOOD : NOT_GOOD;
        }
    }
}
