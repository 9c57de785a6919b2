package dev.interlude.cli.setup;

import dev.interlude.cli.Client;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.ServerApi;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Shows that a server works with the simulated Cal.com: a call that it is asked to make arrives there. */
final class SandboxProof {

    private static final long FIRST = 1_000_000_000_000L;

    private final ServerApi api;
    private final String sandboxUrl;

    SandboxProof(ServerApi api, String sandboxUrl) {
        this.api = api;
        this.sandboxUrl = sandboxUrl;
    }

    /** @throws CommandFailed unless it does */
    void require() {
        var eventType = ThreadLocalRandom.current().nextLong(FIRST, 2 * FIRST);
        var answer = api.ask("/api/v1/event-types/" + eventType);
        if (!answer.body().path("code").asText().startsWith("CALCOM") && answer.status() != 404) {
            throw api.unexpected(answer);
        }
        if (!arrived("/v2/event-types/" + eventType)) {
            throw new CommandFailed(
                    "NO_SANDBOX",
                    "The server at %s does not work with the sandbox at %s, so nothing is booked."
                            .formatted(api.base(), sandboxUrl),
                    "Start it with ./interlude start --sandbox, or name its sandbox with SANDBOX_PORT or --sandbox-url.");
        }
    }

    private boolean arrived(String path) {
        try {
            var requests = new Client(sandboxUrl, Map.of())
                    .get("/sandbox/requests?limit=50")
                    .body();
            return requests.toString().contains("\"" + path + "\"");
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(
                    "NO_SANDBOX",
                    "No sandbox answers at %s, so nothing is booked.".formatted(sandboxUrl),
                    "Start one with ./interlude start --sandbox, or name it with SANDBOX_PORT or --sandbox-url.",
                    e);
        }
    }
}
