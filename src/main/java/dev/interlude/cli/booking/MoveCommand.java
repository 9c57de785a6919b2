package dev.interlude.cli.booking;

import dev.interlude.cli.ServerApi;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a booking. */
@Command(
        name = "move",
        header = "Moves a booking; refused, it stays where it was.",
        exitCodeList = {"0:moved", "1:not moved", "2:wrong use"})
public final class MoveCommand extends BookingCommand.Changing {

    @Parameters(paramLabel = "ID", description = "Of the booking.")
    private String id;

    @Option(
            names = "--start",
            required = true,
            paramLabel = "TIME",
            description = "Like 2026-12-07T09:00, or with an offset.")
    private String start;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Of --start; by default the booking's.")
    private String timeZone;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For its history.")
    private String reason;

    @Option(names = "--repair", description = "Book segments anew that were cancelled in Cal.com.")
    private boolean repair;

    @Override
    protected int answer() {
        var request = new LinkedHashMap<String, Object>(Map.of("start", BookCommand.moment(start)));
        put(request, "timeZone", timeZone);
        put(request, "reason", reason);
        if (repair) {
            request.put("repair", true);
        }
        show(change(api(), "/api/v1/bookings/" + ServerApi.encoded(id) + "/reschedule", request));
        return GOOD;
    }
}
