package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/** Shows what can be booked. */
@Command(name = "services", header = "Shows the services, their segments and who does them.")
public final class ServicesCommand extends ServerCommand {

    @Override
    protected int answer() {
        var answer = api().get("/api/v1/services", "services");
        if (json) {
            print(answer);
            return GOOD;
        }
        var table = new Table("SERVICE", "MINUTES", "SEGMENT", "MINUTES", "PAUSE AFTER", "STAFF");
        for (var service : answer.path("services")) {
            var first = true;
            for (var segment : service.path("segments")) {
                table.add(
                        first ? text(service, "id") : "",
                        first ? range(service.path("minutes")) : "",
                        text(segment, "key"),
                        text(segment, "minutes"),
                        range(segment.path("pauseAfter")),
                        list(segment.path("staff")));
                first = false;
            }
        }
        table.print(out(), "The catalog has no services.");
        return GOOD;
    }

    private static String range(JsonNode minutes) {
        if (!minutes.isObject()) {
            return null;
        }
        var min = minutes.path("min").asText();
        var max = minutes.path("max").asText();
        return min.equals(max) ? min : min + " to " + max;
    }

    private static String list(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
