package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Offers that are held while their customers decide. */
@Command(
        name = "holds",
        header = "Offers held while their customers decide: place, list, extend, release.",
        subcommands = {
            HoldsCommand.Place.class,
            HoldsCommand.ListAll.class,
            HoldsCommand.Extend.class,
            HoldsCommand.Release.class
        })
public final class HoldsCommand extends CommandGroup {

    /** What shows how long it is held. */
    abstract static class WithEnd extends BookingCommand.Changing {

        protected static String until(JsonNode hold) {
            return "%s  %s until %s".formatted(text(hold, "id"), text(hold, "status"), time(hold, "endsAt"));
        }
    }

    /** Makes one. */
    @Command(
            name = "place",
            header = "Holds a time; ./interlude book --hold books it.",
            exitCodeList = {"0:held", "1:not held", "2:wrong use"})
    static final class Place extends WithEnd {

        @Mixin
        private ChosenServices services;

        @Option(
                names = "--start",
                required = true,
                paramLabel = "TIME",
                description = "Like 2026-12-07T09:00, or with an offset.")
        private String start;

        @Option(names = "--staff", description = "Every segment by this person.")
        private String staff;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "How long; by default as the server's settings say.")
        private Integer seconds;

        @Option(names = "--email", description = "Of the customer: the rules between appointments count, too.")
        private String email;

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                description = "Of --start, like Europe/Berlin; by default the catalog's.")
        private String timeZone;

        @Override
        protected int answer() {
            var request = new LinkedHashMap<String, Object>(services.asMember());
            request.put("start", BookCommand.moment(start));
            put(request, "staff", staff);
            put(request, "seconds", seconds);
            put(request, "attendeeEmail", email);
            put(request, "timeZone", timeZone);
            return shown(change(api(), "/api/v1/holds", request));
        }

        private int shown(JsonNode hold) {
            if (json) {
                print(hold);
            } else {
                out().println(until(hold));
                line("service", text(hold, "service"));
                line("time", time(hold, "start") + " to " + time(hold, "end"));
                line("segments", OffersCommand.segments(hold));
            }
            return GOOD;
        }
    }

    /** Lists them. */
    @Command(name = "list", header = "Lists the holds that stand, by the start of their offers.")
    static final class ListAll extends ServerCommand {

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; by default ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        protected int answer() {
            var answer = api().get("/api/v1/holds" + ServerApi.query("limit", limit), "holds");
            if (json) {
                print(answer);
                return GOOD;
            }
            var table = new Table("ID", "UNTIL", "START", "SERVICE", "SEGMENTS");
            answer.path("holds")
                    .forEach(hold -> table.add(
                            text(hold, "id"),
                            time(hold, "endsAt"),
                            time(hold, "start"),
                            text(hold, "service"),
                            OffersCommand.segments(hold)));
            table.print(out(), "Nothing is held.");
            return GOOD;
        }
    }

    /** Holds longer. */
    @Command(name = "extend", header = "Holds it longer, once.")
    static final class Extend extends WithEnd {

        @Parameters(paramLabel = "ID", description = "Of the hold.")
        private String id;

        @Option(names = "--seconds", required = true, paramLabel = "N", description = "From now on.")
        private int seconds;

        @Override
        protected int answer() {
            var hold = change(api(), "/api/v1/holds/" + ServerApi.encoded(id) + "/extend", Map.of("seconds", seconds));
            return say(hold, until(hold));
        }
    }

    /** Gives one up. */
    @Command(name = "release", header = "Gives a hold up; again changes nothing.")
    static final class Release extends ServerCommand {

        @Parameters(paramLabel = "ID", description = "Of the hold.")
        private String id;

        @Override
        protected int answer() {
            var hold = api().delete("/api/v1/holds/" + ServerApi.encoded(id), "id");
            return say(hold, text(hold, "id") + "  " + text(hold, "status"));
        }
    }
}
