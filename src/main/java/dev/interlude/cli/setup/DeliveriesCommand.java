package dev.interlude.cli.setup;

import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Webhook deliveries from Cal.com. */
@Command(
        name = "deliveries",
        header = "Webhook deliveries from Cal.com: list, replay.",
        subcommands = {DeliveriesCommand.ListAll.class, DeliveriesCommand.Replay.class})
public final class DeliveriesCommand extends CommandGroup {

    private static final String PATH = "/api/v1/webhook-deliveries";

    /** Lists them. */
    @Command(name = "list", header = "Lists them, latest first; without personal data.")
    static final class ListAll extends ServerCommand {

        @Option(
                names = "--status",
                description = "Only these: RECEIVED, PROCESSED, DUPLICATE, IGNORED, FAILED, DEAD or DISMISSED.")
        private String status;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; by default ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        protected int answer() {
            var given = status == null ? null : status.toUpperCase(Locale.ROOT);
            var answer = api().get(PATH + ServerApi.query("status", given, "limit", limit), "deliveries");
            if (json) {
                print(answer);
                return GOOD;
            }
            var table = new Table("ID", "STATUS", "TRIGGER", "RECEIVED", "EFFECT", "ERROR");
            answer.path("deliveries")
                    .forEach(delivery -> table.add(
                            text(delivery, "id"),
                            text(delivery, "status"),
                            text(delivery, "trigger"),
                            time(delivery, "receivedAt"),
                            text(delivery, "effect"),
                            text(delivery, "error")));
            table.print(out(), "There are no deliveries.");
            return GOOD;
        }
    }

    /** Has some processed again. */
    @Command(name = "replay", header = "Has one, or all of a status, processed again.")
    static final class Replay extends ServerCommand {

        /** Exactly one of the two. */
        static final class Which {

            @Parameters(paramLabel = "ID", description = "Of the delivery.")
            private String id;

            @Option(names = "--status", required = true, description = "All that are DEAD or FAILED.")
            private String status;
        }

        @ArgGroup(multiplicity = "1")
        private Which which;

        @Override
        protected int answer() {
            var path = which.id != null
                    ? PATH + "/" + ServerApi.encoded(which.id) + "/replay"
                    : PATH + "/replay" + ServerApi.query("status", which.status.toUpperCase(Locale.ROOT));
            var answer = api().post(path, null, "replayed");
            if (json) {
                print(answer);
            } else {
                out().println(answer.path("replayed").asText() + " processed again");
            }
            return GOOD;
        }
    }
}
