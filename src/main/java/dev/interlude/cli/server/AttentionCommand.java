package dev.interlude.cli.server;

import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what needs a person. */
@Command(
        name = "attention",
        header = "Shows everything that needs a person, the most urgent first.",
        exitCodeList = {"0:nothing needs a person", "1:something does, or it could not be found out", "2:wrong use"})
public final class AttentionCommand extends ServerCommand {

    @Option(names = "--limit", defaultValue = "50", description = "How many at most; by default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    protected int answer() {
        var answer = api().get("/api/v1/attention" + ServerApi.query("limit", limit), "items");
        if (json) {
            print(answer);
        } else {
            var table = new Table("KIND", "SINCE", "BOOKING", "WHAT");
            answer.path("items")
                    .forEach(item -> table.add(
                            text(item, "kind"), time(item, "since"), text(item, "booking"), text(item, "reason")));
            table.print(out(), "Nothing needs a person.");
        }
        return answer.path("items").isEmpty() ? GOOD : NOT_GOOD;
    }
}
