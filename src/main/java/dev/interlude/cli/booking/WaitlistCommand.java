package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Customers who wait for an appointment that is not free. */
@Command(
        name = "waitlist",
        header = "Customers who wait: list, add, accept, decline, remove.",
        subcommands = {
            WaitlistCommand.ListAll.class,
            WaitlistCommand.Add.class,
            WaitlistCommand.Accept.class,
            WaitlistCommand.Decline.class,
            WaitlistCommand.Remove.class
        })
public final class WaitlistCommand extends CommandGroup {

    private static String path(String entry) {
        return "/api/v1/waitlist/" + ServerApi.encoded(entry);
    }

    /** Lists them. */
    @Command(name = "list", header = "Lists entries in the order in which they were made, with what is offered.")
    static final class ListAll extends ServerCommand {

        @Option(names = "--status", description = "waiting, offered, accepted, expired or removed; by default all.")
        private String status;

        @Option(names = "--limit", defaultValue = "50", description = "How many at most; by default ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        protected int answer() {
            var in = status == null ? null : status.toUpperCase(Locale.ROOT);
            var answer = api().get("/api/v1/waitlist" + ServerApi.query("status", in, "limit", limit), "entries");
            if (json) {
                print(answer);
                return GOOD;
            }
            var table = new Table("ID", "STATUS", "SINCE", "SERVICE", "FROM", "TO", "OFFERED", "UNTIL");
            answer.path("entries")
                    .forEach(entry -> table.add(
                            text(entry, "id"),
                            text(entry, "status"),
                            time(entry, "waitingSince"),
                            text(entry, "service"),
                            time(entry, "from"),
                            time(entry, "to"),
                            time(entry.path("offer"), "start"),
                            time(entry.path("offer"), "endsAt")));
            table.print(out(), "No one waits.");
            return GOOD;
        }
    }

    /** What ends with an entry. */
    abstract static class WithEntry extends BookingCommand.Changing {

        protected final int shown(JsonNode entry) {
            if (json) {
                print(entry);
            } else {
                out().printf("%s  %s%n", text(entry, "id"), text(entry, "status"));
                line("service", text(entry, "service"));
                line("time", time(entry, "from") + " to " + time(entry, "to"));
            }
            return GOOD;
        }
    }

    /** Adds one. */
    @Command(name = "add", header = "Puts a customer on the list.")
    static final class Add extends WithEntry {

        @Parameters(paramLabel = "SERVICE", description = "As ./interlude services lists it.")
        private String service;

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "Like 2026-12-07.")
        private String from;

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "The day after the last.")
        private String to;

        @Option(names = "--name", required = true, description = "Of the customer.")
        private String name;

        @Option(names = "--email", required = true, description = "Of the customer.")
        private String email;

        @Option(names = "--staff", split = ",", description = "Every segment by one of these, with commas.")
        private List<String> staff;

        @Option(names = "--between", paramLabel = "TIMES", description = "When it may begin, like 09:00-12:00.")
        private String between;

        @Option(names = "--offer-seconds", paramLabel = "N", description = "How long a time is held for them.")
        private Integer seconds;

        @Override
        protected int answer() {
            var request = new LinkedHashMap<String, Object>(Map.of("service", service, "from", from, "to", to));
            request.put("attendee", Map.of("name", name, "email", email));
            put(request, "staff", staff);
            put(request, "offerSeconds", seconds);
            put(request, "timesOfDay", between == null ? null : List.of(times(between)));
            return shown(change(api(), "/api/v1/waitlist", request));
        }

        /** What is no time is left for the server to refuse. */
        private static Map<String, String> times(String between) {
            var ends = between.split("-", 2);
            return Map.of("from", ends[0].strip(), "to", ends.length == 2 ? ends[1].strip() : "");
        }
    }

    /** Takes what is offered. */
    @Command(
            name = "accept",
            header = "Books what is offered to an entry.",
            exitCodeList = {"0:booked", "1:not booked", "2:wrong use"})
    static final class Accept extends BookingCommand.Changing {

        @Parameters(paramLabel = "ID", description = "Of the entry.")
        private String id;

        @Override
        protected int answer() {
            show(change(api(), path(id) + "/accept", null));
            return GOOD;
        }
    }

    /** Lets the next have it. */
    @Command(name = "decline", header = "Gives what is offered to the next; the entry stays.")
    static final class Decline extends WithEntry {

        @Parameters(paramLabel = "ID", description = "Of the entry.")
        private String id;

        @Override
        protected int answer() {
            return shown(change(api(), path(id) + "/decline", null));
        }
    }

    /** Takes one off. */
    @Command(name = "remove", header = "Takes an entry off the list, with what is offered to it.")
    static final class Remove extends ServerCommand {

        @Parameters(paramLabel = "ID", description = "Of the entry.")
        private String id;

        @Override
        protected int answer() {
            var entry = api().delete(path(id), "id");
            return say(entry, text(entry, "id") + "  " + text(entry, "status"));
        }
    }
}
