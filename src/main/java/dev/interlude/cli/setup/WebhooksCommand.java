package dev.interlude.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Our webhook at Cal.com. */
@Command(
        name = "webhooks",
        header = "Our webhook at Cal.com: register, list, remove.",
        subcommands = {WebhooksCommand.Register.class, WebhooksCommand.ListAll.class, WebhooksCommand.Remove.class})
public final class WebhooksCommand extends CommandGroup {

    private static final String PATH = "/api/v1/webhook-registration";

    /** A command about the registration of one account. */
    abstract static class OfAccount extends ServerCommand {

        @Option(names = "--account", description = "Of Cal.com; by default the catalog's.")
        private String account;

        protected final String path() {
            return PATH + ServerApi.query("account", account);
        }

        protected final void show(JsonNode registration) {
            if (json) {
                print(registration);
                return;
            }
            var url = text(registration, "subscriberUrl");
            out().println("account %s: %s"
                    .formatted(text(registration, "account"), url == null ? "no webhook is registered" : url));
            if (url != null) {
                out().println(
                                registration.path("active").asBoolean()
                                        ? "active at Cal.com"
                                        : "not active at Cal.com: register it again");
            }
            var table = new Table("STAFF", "CHANGES IN CAL.COM ARE SEEN", "WHAT TO DO");
            registration
                    .path("staff")
                    .forEach(staff -> table.add(text(staff, "staff"), seen(staff), text(staff, "todo")));
            table.print(out(), "The catalog has no staff at this account.");
        }

        private static String seen(JsonNode staff) {
            var state = text(staff, "state");
            return "told".equals(state) ? "at once, by webhook" : state;
        }
    }

    /** Registers it. */
    @Command(
            name = "register",
            header = "Registers it, also with each key of CALCOM_STAFF_KEYS; again changes nothing.",
            description = "A webhook covers only the bookings of the user whose key registers it.")
    static final class Register extends OfAccount {

        @Parameters(paramLabel = "URL", description = "Where Cal.com reaches us: https://<your host>/webhooks/calcom")
        private String url;

        @Option(
                names = "--trigger",
                paramLabel = "TRIGGER",
                description = "Only these; by default all that are supported.")
        private List<String> triggers;

        @Override
        protected int answer() {
            var request = triggers == null
                    ? Map.of("subscriberUrl", url)
                    : Map.of("subscriberUrl", url, "triggers", triggers);
            show(api().put(path(), request, "registered"));
            return GOOD;
        }
    }

    /** Shows it. */
    @Command(
            name = "list",
            header = "Shows what is registered, and whose changes that covers.",
            exitCodeList = {"0:a webhook is registered", "1:none is, or it could not be found out", "2:wrong use"})
    static final class ListAll extends OfAccount {

        @Override
        protected int answer() {
            var registration = api().get(path(), "registered");
            show(registration);
            return registration.path("registered").asBoolean() ? GOOD : NOT_GOOD;
        }
    }

    /** Removes it. */
    @Command(name = "remove", header = "Deletes it at Cal.com; again changes nothing.")
    static final class Remove extends OfAccount {

        @Override
        protected int answer() {
            show(api().delete(path(), "registered"));
            return GOOD;
        }
    }
}
