package dev.interlude.cli.setup;

import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys. */
@Command(
        name = "keys",
        header = "API keys of upstream systems: create, list, revoke.",
        subcommands = {KeysCommand.Create.class, KeysCommand.ListAll.class, KeysCommand.Revoke.class})
public final class KeysCommand extends CommandGroup {

    /** Makes one. */
    @Command(name = "create", header = "Makes a key; it is shown this once.")
    static final class Create extends ServerCommand {

        @Parameters(paramLabel = "NAME", description = "Of the upstream system, like phone-agent.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                split = ",",
                paramLabel = "ROLE",
                description = "read, book, admin, emergency or deposit; several with commas.")
        private List<String> roles;

        @Option(names = "--requests-per-minute", paramLabel = "N", description = "How many requests it may make.")
        private Integer requestsPerMinute;

        @Override
        protected int answer() {
            var request = new LinkedHashMap<String, Object>(Map.of("name", name, "roles", roles));
            if (requestsPerMinute != null) {
                request.put("requestsPerMinute", requestsPerMinute);
            }
            var key = api().post("/api/v1/keys", request, "key");
            if (json) {
                print(key);
            } else {
                out().println(text(key, "key"));
                err().println("It is shown only now. It may make %s requests a minute."
                        .formatted(text(key, "requestsPerMinute")));
            }
            return GOOD;
        }
    }

    /** Lists them. */
    @Command(name = "list", header = "Lists all keys, without their clear text.")
    static final class ListAll extends ServerCommand {

        @Override
        protected int answer() {
            var answer = api().get("/api/v1/keys", "keys");
            if (json) {
                print(answer);
                return GOOD;
            }
            var table = new Table("NAME", "ROLES", "REQUESTS/MINUTE", "CREATED", "REVOKED");
            answer.path("keys")
                    .forEach(key -> table.add(
                            text(key, "name"),
                            StreamSupport.stream(key.path("roles").spliterator(), false)
                                    .map(role -> role.asText())
                                    .collect(Collectors.joining(", ")),
                            text(key, "requestsPerMinute"),
                            time(key, "createdAt"),
                            time(key, "disabledAt")));
            table.print(out(), "There are no keys but the admin's.");
            return GOOD;
        }
    }

    /** Ends one. */
    @Command(name = "revoke", header = "Disables a key for good; its name is not given again.")
    static final class Revoke extends ServerCommand {

        @Parameters(paramLabel = "NAME", description = "As ./interlude keys list shows it.")
        private String name;

        @Override
        protected int answer() {
            api().delete("/api/v1/keys/" + ServerApi.encoded(name));
            return say(Map.of("revoked", name), name + " is revoked; other nodes notice within seconds");
        }
    }
}
