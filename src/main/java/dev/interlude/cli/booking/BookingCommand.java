package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Option;

/** A command that ends with a booking. */
abstract class BookingCommand extends ServerCommand {

    /** Sends a change once, whatever happens to the answer. */
    abstract static class Changing extends BookingCommand {

        @Option(
                names = "--idempotency-key",
                paramLabel = "TEXT",
                description = "Of your own; the command again with the same one has no second effect.")
        private String idempotencyKey;

        /** Leaves out what was not given. */
        protected static void put(Map<String, Object> object, String member, Object value) {
            if (value != null) {
                object.put(member, value);
            }
        }

        protected final JsonNode change(ServerApi api, String path, Object body) {
            var key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
            try {
                return api.postOnce(path, body, key, "id");
            } catch (CommandFailed e) {
                if (e.code().equals("NO_ANSWER")) {
                    throw new CommandFailed(
                            e.code(),
                            e.getMessage() + " It may have been done all the same.",
                            "Run the command again with --idempotency-key %s: it is done once.".formatted(key),
                            e);
                }
                throw e;
            }
        }
    }

    protected final void show(JsonNode booking) {
        if (json) {
            print(booking);
            return;
        }
        out().printf("%s  %s%n", text(booking, "id"), text(booking, "status"));
        line("service", text(booking, "service"));
        line("time", "%s to %s, %s".formatted(time(booking, "start"), time(booking, "end"), text(booking, "timeZone")));
        line("segments", OffersCommand.segments(booking));
        line("customer", text(booking.path("attendee"), "name"));
        line("notes", text(booking, "notes"));
        booking.path("warnings").forEach(warning -> line("warning", text(warning, "detail")));
        booking.path("cascade").forEach(linked -> line("linked", text(linked, "id") + "  " + text(linked, "status")));
    }

    protected final void line(String name, String value) {
        if (value != null && !value.isBlank()) {
            out().printf("  %-9s %s%n", name, value);
        }
    }
}
