package dev.interlude.cli.server;

import dev.interlude.cli.ServerCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running server how it is. */
@Command(
        name = "health-check",
        header = "Asks a running server how it, its database and Cal.com are.",
        description =
                "A line for each check, with the next step if something is wrong. A '!' is a warning: it does not make the answer DOWN.",
        exitCodeList = {"0:UP", "1:DOWN", "2:wrong use"})
public final class HealthCheckCommand extends ServerCommand {

    @Option(
            names = "--node",
            description = "Only this node and its database: a container must not be replaced because Cal.com is down.")
    private boolean node;

    @Override
    protected int answer() {
        var checks = new HealthChecks(api(), management());
        var found = node ? checks.ofNode() : checks.all();
        var up = found.stream().noneMatch(check -> check.state() == HealthCheck.State.BAD);
        if (json) {
            print(view(up, found));
        } else {
            found.forEach(check -> {
                out().println(check.mark() + " " + check.name() + ": " + check.text());
                if (check.next() != null) {
                    out().println("    Next: " + check.next());
                }
            });
            out().println(up ? "UP" : "DOWN");
        }
        return up ? GOOD : NOT_GOOD;
    }

    private static Map<String, Object> view(boolean up, List<HealthCheck> checks) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", up ? "UP" : "DOWN");
        view.put("checks", checks);
        return view;
    }
}
