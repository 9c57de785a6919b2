package dev.interlude.cli.booking;

import dev.interlude.cli.ServerApi;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a booking. */
@Command(
        name = "cancel",
        header = "Cancels a booking; again changes nothing.",
        exitCodeList = {"0:cancelled, or being cancelled", "1:not cancelled", "2:wrong use"})
public final class CancelCommand extends BookingCommand.Changing {

    @Parameters(paramLabel = "ID", description = "Of the booking.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For its history and for Cal.com.")
    private String reason;

    @Option(names = "--cascade", description = "Also all that are linked to it.")
    private boolean cascade;

    @Override
    protected int answer() {
        var request = new LinkedHashMap<String, Object>();
        put(request, "reason", reason);
        if (cascade) {
            request.put("cascade", true);
        }
        show(change(api(), "/api/v1/bookings/" + ServerApi.encoded(id) + "/cancel", request));
        return GOOD;
    }
}
