package dev.interlude.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLException;

/** Why a server did not answer as expected, in one sentence, and what to do next. */
final class ServerFailures {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final String base;
    private final String variable;
    private final String option;

    /**
     * @param variable of the environment, which sets the port
     * @param option which sets the base URL
     */
    ServerFailures(String base, String variable, String option) {
        this.base = base;
        this.variable = variable;
        this.option = option;
    }

    /** There was no answer. */
    CommandFailed of(IOException failure) {
        if (causedBy(failure, UnresolvedAddressException.class)) {
            return new CommandFailed(
                    "UNKNOWN_HOST",
                    "The host of %s is not known, or there is no network.".formatted(base),
                    "Check the name in %s and the network of this machine.".formatted(option),
                    failure);
        }
        if (causedBy(failure, HttpTimeoutException.class)) {
            return new CommandFailed(
                    "NO_ANSWER",
                    "%s did not answer in time.".formatted(base),
                    "Check the network in between, and the log of the server there.",
                    failure);
        }
        if (causedBy(failure, NoRouteToHostException.class)) {
            return new CommandFailed(
                    "NO_NETWORK",
                    "There is no way through the network to %s.".formatted(base),
                    "Check the network of this machine, a firewall or a VPN.",
                    failure);
        }
        if (causedBy(failure, ConnectException.class)) {
            return notRunning(failure);
        }
        if (causedBy(failure, SSLException.class)
                || causedBy(failure, ProtocolException.class)
                || speaksNoHttp(failure)) {
            return notInterlude(failure);
        }
        return new CommandFailed(
                "NO_ANSWER",
                "The connection to %s broke off.".formatted(base),
                "Look into the log of the server, and run the command again.",
                failure);
    }

    /** The answer is an error, or none of Interlude's. */
    CommandFailed of(Client.Answer answer, boolean hasKey) {
        var problem = answer.body();
        var code = problem.path("code").asText();
        if (!problem.path("code").isTextual() || !problem.path("traceId").isTextual()) {
            return notInterlude(null);
        }
        var detail = sentence(problem);
        return switch (code) {
            case "UNAUTHENTICATED" ->
                hasKey
                        ? new CommandFailed(
                                code,
                                "The server at %s does not accept this API key: it is wrong, or was revoked."
                                        .formatted(base),
                                "Set INTERLUDE_ADMIN_KEY to the key the server was started with, or name another with --key-file.")
                        : new CommandFailed(
                                code,
                                "The server at %s asks for an API key.".formatted(base),
                                "Set INTERLUDE_ADMIN_KEY, or name a file with --key-file.");
            case "FORBIDDEN" ->
                new CommandFailed(
                        code,
                        "This API key may not do that: " + detail,
                        "Use a key with that role; ./interlude keys list shows them.");
            case "RATE_LIMITED" ->
                new CommandFailed(
                        code,
                        "The server lets no more requests through for now: " + detail,
                        "Run the command again in %s s; the limit of a key is set when it is made."
                                .formatted(problem.path("retryAfterSeconds").asText("60")));
            case "UNAVAILABLE" -> unavailable(problem, detail);
            case "CALCOM_UNAVAILABLE", "CALCOM_MALFORMED" ->
                new CommandFailed(
                        code, detail, "Run ./interlude health-check, and this command again when Cal.com is well.");
            case "CALCOM_REJECTED" ->
                new CommandFailed(
                        code, detail, "Run ./interlude health-check: it says whether CALCOM_API_KEY is accepted.");
            case "VALIDATION_FAILED" ->
                new CommandFailed(code, detail, "Correct what is named and run the command again.");
            case "NOT_FOUND" -> new CommandFailed(code, detail, "Check the id or name.");
            case "SLOT_UNAVAILABLE" ->
                new CommandFailed(code, detail, "Choose another time: %s.".formatted(alternatives(problem)));
            case "INTERNAL_ERROR" ->
                new CommandFailed(
                        code,
                        detail,
                        "Look into the log of the server for %s."
                                .formatted(problem.path("traceId").asText()));
            default -> new CommandFailed(code, detail, "Correct that and run the command again.");
        };
    }

    private static CommandFailed unavailable(JsonNode problem, String detail) {
        return detail.contains("database")
                ? new CommandFailed(
                        "DATABASE_DOWN",
                        "The server cannot reach its database.",
                        "Start PostgreSQL, or check INTERLUDE_DATABASE_URL; the server goes on by itself.")
                : new CommandFailed(
                        "UNAVAILABLE",
                        detail,
                        "Run the command again in %s s."
                                .formatted(problem.path("retryAfterSeconds").asText("some")));
    }

    private CommandFailed notRunning(IOException failure) {
        var local = LOOPBACK.contains(URI.create(base).getHost());
        return new CommandFailed(
                "NOT_RUNNING",
                "No server is running at %s.".formatted(base),
                local
                        ? "Start it with ./interlude start (or start --sandbox), or name its port with %s."
                                .formatted(variable)
                        : "Start it there, or check host and port in %s.".formatted(option),
                failure);
    }

    private CommandFailed notInterlude(IOException failure) {
        return new CommandFailed(
                "NOT_INTERLUDE",
                "What answers at %s is not an Interlude.".formatted(base),
                "Check %s or %s; the API is at 8080 by default, the management port at 8081."
                        .formatted(variable, option),
                failure);
    }

    private static String alternatives(JsonNode problem) {
        var starts = StreamSupport.stream(problem.path("alternatives").spliterator(), false)
                .map(offer -> offer.path("start").asText())
                .toList();
        return starts.isEmpty() ? "./interlude offers shows what is free" : String.join(", ", starts) + " are free";
    }

    /** The detail of a problem, and what is wrong where. */
    static String sentence(JsonNode problem) {
        var errors = StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> "%s: %s"
                        .formatted(
                                error.path("pointer").asText(),
                                error.path("detail").asText()))
                .collect(Collectors.joining("; "));
        var detail = problem.path("detail").asText(problem.path("title").asText());
        var end = detail.endsWith(".") || detail.endsWith("?") ? "" : ".";
        return errors.isEmpty() ? detail + end : detail.replaceFirst("\\.$", "") + " (" + errors + ").";
    }

    /** Java's HTTP client says of bytes that are no HTTP only this. */
    private static boolean speaksNoHttp(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Invalid status line");
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
