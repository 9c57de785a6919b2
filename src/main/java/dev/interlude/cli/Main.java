package dev.interlude.cli;

import dev.interlude.cli.booking.BookCommand;
import dev.interlude.cli.booking.CancelCommand;
import dev.interlude.cli.booking.HoldsCommand;
import dev.interlude.cli.booking.MoveCommand;
import dev.interlude.cli.booking.OffersCommand;
import dev.interlude.cli.booking.ServicesCommand;
import dev.interlude.cli.booking.ShowCommand;
import dev.interlude.cli.booking.WaitlistCommand;
import dev.interlude.cli.demo.DemoCommand;
import dev.interlude.cli.server.AttentionCommand;
import dev.interlude.cli.server.HealthCheckCommand;
import dev.interlude.cli.server.SandboxCommand;
import dev.interlude.cli.server.StartCommand;
import dev.interlude.cli.server.SyncCommand;
import dev.interlude.cli.server.SyncStatusCommand;
import dev.interlude.cli.setup.CatalogCommand;
import dev.interlude.cli.setup.DeliveriesCommand;
import dev.interlude.cli.setup.KeysCommand;
import dev.interlude.cli.setup.RoutesCommand;
import dev.interlude.cli.setup.SeedCommand;
import dev.interlude.cli.setup.WebhooksCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "interlude",
        header = "Books appointments with a pause, all or nothing, in Cal.com.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nMeasuring; scripts of the project's directory, not in the jar:%n",
        footer = {
            "  bench              searches, bookings and deliveries beside what their libraries do alone",
            "                     (20 minutes; --quick: 5)",
            "  chaos              breaks nodes, PostgreSQL and Cal.com in turn under load, then compares all sides",
            "                     (a quarter of an hour)",
            "  crash-matrix       kills the server at every step of the saga and checks what is left (minutes)",
            "  fuzz               sends every endpoint requests with something wrong, and checks the answers (minutes)",
            "  lossy-sync         loses, doubles and delays webhooks for 2,000 changes, compares once, and counts",
            "                     what differs (minutes)",
            "  overhead           what a composite booking costs beyond Cal.com's own time",
            "  search-bench       the search for offers of a composite alone (minutes)",
            "  search-load        searches against Cal.com's limit of calls (a minute)",
            "  simulate           plays stories of faults and deaths by seed, on a clock that stands",
            "  soak               a steady load on one node; fails if heap, threads or rows grow (an hour)",
            "  webhook-load       how fast Cal.com's deliveries are taken in (two minutes)",
            "",
            "The commands that ask a running server find it by INTERLUDE_PORT and INTERLUDE_MANAGEMENT_PORT, and",
            "authenticate with INTERLUDE_ADMIN_KEY. Each explains itself: interlude COMMAND --help"
        },
        subcommands = {
            StartCommand.class,
            DemoCommand.class,
            SandboxCommand.class,
            HealthCheckCommand.class,
            AttentionCommand.class,
            SyncCommand.class,
            SyncStatusCommand.class,
            ServicesCommand.class,
            OffersCommand.class,
            BookCommand.class,
            ShowCommand.class,
            MoveCommand.class,
            CancelCommand.class,
            HoldsCommand.class,
            WaitlistCommand.class,
            WebhooksCommand.class,
            DeliveriesCommand.class,
            KeysCommand.class,
            CatalogCommand.class,
            RoutesCommand.class,
            SeedCommand.class,
            CompletionCommand.class
        })
public final class Main extends Documented implements Runnable {

    /** The exit code of a command that leaves a server running in this process. */
    public static final int STILL_RUNNING = -1;

    private final World world;

    private Main(World world) {
        this.world = world;
    }

    public static void main(String[] args) {
        var command = commandLine(World.real())
                .setOut(new PrintWriter(new PrintStream(System.out, true, StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(new PrintStream(System.err, true, StandardCharsets.UTF_8), true));
        var code = command.execute(args);
        if (code != STILL_RUNNING) {
            System.exit(code);
        }
    }

    /** All commands, in this world. */
    public static CommandLine commandLine(World world) {
        var command = new CommandLine(new Main(world));
        return command.setParameterExceptionHandler(new WrongUse())
                .setExecutionExceptionHandler(new FailureReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }

    @Override
    protected World world() {
        return world;
    }
}
