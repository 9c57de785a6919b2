package dev.interlude.cli.booking;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Books a service. */
@Command(
        name = "book",
        header = "Books a service, a visit or a hold: all of its segments or none.",
        exitCodeList = {"0:booked", "1:not booked", "2:wrong use"})
public final class BookCommand extends BookingCommand.Changing {

    @Mixin
    private ChosenServices services;

    @Option(names = "--start", paramLabel = "TIME", description = "Like 2026-12-07T09:00, or with an offset.")
    private String start;

    @Option(
            names = "--hold",
            paramLabel = "ID",
            description = "Instead of a service and --start: what ./interlude holds place has held.")
    private String hold;

    @Option(names = "--name", required = true, description = "Of the customer.")
    private String name;

    @Option(names = "--email", required = true, description = "Of the customer.")
    private String email;

    @Option(names = "--phone", description = "Of the customer, like +4915112345678.")
    private String phone;

    @Option(names = "--staff", description = "Every segment by this person.")
    private String staff;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Of --start, like Europe/Berlin; by default the catalog's.")
    private String timeZone;

    @Option(names = "--notes", paramLabel = "TEXT", description = "For those who serve.")
    private String notes;

    @Option(
            names = "--max-shift",
            paramLabel = "MINUTES",
            description = "When the time is taken, book the nearest no farther away than this.")
    private Integer maxShift;

    @Override
    protected int answer() {
        var attendee = new LinkedHashMap<String, Object>(Map.of("name", name, "email", email));
        put(attendee, "phoneNumber", phone);
        var request = new LinkedHashMap<>(what());
        request.put("attendee", attendee);
        put(request, "staff", staff);
        put(request, "timeZone", timeZone);
        put(request, "notes", notes);
        put(request, "autoRebook", maxShift == null ? null : Map.of("maxShiftMinutes", maxShift));
        show(change(api(), "/api/v1/bookings", request));
        return GOOD;
    }

    private Map<String, Object> what() {
        if (hold != null) {
            if (!services.isNone() || start != null) {
                throw new ParameterException(spec.commandLine(), "A hold has its service and start; leave them out");
            }
            return Map.of("hold", hold);
        }
        if (start == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--start=TIME'");
        }
        var what = new LinkedHashMap<>(services.asMember());
        what.put("start", moment(start));
        return what;
    }

    /** People write a blank for the T. */
    static String moment(String time) {
        return time.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +(?=\\d)", "$1T");
    }
}
