package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a booking. */
@Command(name = "show", header = "Shows a booking.")
public final class ShowCommand extends BookingCommand {

    @Parameters(paramLabel = "ID", description = "Of the booking.")
    private String id;

    @Option(names = "--history", description = "And what happened to it.")
    private boolean history;

    @Override
    protected int answer() {
        var api = api();
        var path = "/api/v1/bookings/" + ServerApi.encoded(id);
        var booking = api.get(path, "id");
        if (!history) {
            show(booking);
            return GOOD;
        }
        var events = api.get(path + "/history", "events").path("events");
        if (json) {
            print(((ObjectNode) booking).set("history", events));
            return GOOD;
        }
        show(booking);
        var table = new Table("AT", "WHAT", "BY");
        events.forEach(event -> table.add(time(event, "at"), text(event, "what"), text(event, "by")));
        out().println();
        table.print(out(), "Nothing has happened to it.");
        return GOOD;
    }
}
