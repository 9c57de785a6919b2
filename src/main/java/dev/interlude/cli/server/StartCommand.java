package dev.interlude.cli.server;

import dev.interlude.Interlude;
import dev.interlude.cli.AnyCommand;
import dev.interlude.cli.Main;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** Runs the server until it is stopped. */
@Command(
        name = "start",
        header = "Serves with the settings of the environment; with --sandbox needs none.",
        description = "config/env.example lists the settings. Any of them can also be given as --name=value, as in"
                + " --interlude.data-dir=/tmp/data.")
public final class StartCommand extends AnyCommand {

    private static final String SETTING = "--[a-z][\\w.\\[\\]-]*\\.[\\w.\\[\\]-]+=.*";

    @Option(names = "--sandbox", description = "With a simulated Cal.com beside it; it forgets all when it stops.")
    private boolean sandbox;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    protected int answer() {
        settings.stream().filter(text -> !text.matches(SETTING)).findFirst().ifPresent(text -> {
            throw new ParameterException(spec.commandLine(), "Unknown option: '" + text + "'");
        });
        if (json) {
            settings.add("--logging.structured.format.console=ecs");
        }
        if (isVerbose()) {
            settings.add("--logging.level.dev.interlude.platform.start=DEBUG");
        }
        if (sandbox) {
            LocalSandbox.start(world(), json ? err() : out());
        }
        return serve(settings.toArray(String[]::new));
    }

    private int serve(String... arguments) {
        try {
            if (sandbox) {
                new SpringApplicationBuilder(Interlude.class)
                        .main(Interlude.class)
                        .profiles("sandbox")
                        .run(arguments);
            } else {
                Interlude.main(arguments);
            }
            return Main.STILL_RUNNING;
        } catch (RuntimeException e) {
            return NOT_GOOD; // PlainReport has said why.
        }
    }
}
