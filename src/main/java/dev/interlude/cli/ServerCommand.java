package dev.interlude.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;

/** A command that asks a running server. */
public abstract class ServerCommand extends AnyCommand {

    @Mixin
    private ServerOptions server;

    protected final ServerApi api() {
        return server.api(world());
    }

    protected final ServerApi management() {
        return server.management(world());
    }

    /** Null for a member that is missing or null. */
    protected static String text(JsonNode node, String member) {
        var value = node.path(member);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /** A time for people: as it is, without parts of a second and seconds that are zero. */
    protected static String time(JsonNode node, String member) {
        var text = text(node, member);
        return text == null
                ? null
                : text.replaceFirst("T", " ")
                        .replaceFirst("\\.\\d+", "")
                        .replaceFirst("(:\\d\\d):00(?=Z|[+-]|$)", "$1");
    }
}
