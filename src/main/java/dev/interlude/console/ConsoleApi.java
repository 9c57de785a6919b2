package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.Client;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The HTTP interface of this node: the console reads and changes through it, with the checks and the audit of every caller. */
final class ConsoleApi {

    private static final Pattern ONCE = Pattern.compile("[0-9a-f-]{36}|");
    private static final String NO_ANSWER =
            "The API of this node does not answer: it is starting, stopping, or has no room.";

    private final Supplier<String> address;
    private final Map<String, String> login;
    private Client client;

    /** @param address of the API, known once its port is open */
    ConsoleApi(Supplier<String> address, String adminKey) {
        this.address = address;
        this.login = Map.of("Authorization", "Bearer " + adminKey);
    }

    /** @throws ActionRefused with the reason that the API gives */
    JsonNode get(String path) {
        return answered("GET", path, null, Map.of());
    }

    /** The body whatever the status, for pages that report trouble with a status of their own. */
    JsonNode getAnyway(String path) {
        try {
            return client().get(path).body();
        } catch (IOException e) {
            throw new ActionRefused(503, NO_ANSWER);
        }
    }

    /** Why bookings need a person, by their ids. */
    Map<String, String> reasonsByBooking() {
        var reasons = new HashMap<String, String>();
        get("/api/v1/attention?limit=500").path("items").forEach(item -> {
            if (item.hasNonNull("bookingId")) {
                reasons.putIfAbsent(
                        item.get("bookingId").asText(), item.path("reason").asText());
            }
        });
        return reasons;
    }

    /**
     * Changes something.
     *
     * @param body null: none
     * @param once a repeat under it has one effect; made by the page that was shown, or empty
     * @throws ActionRefused with the reason that the API gives
     */
    JsonNode change(String method, String path, Object body, String once) {
        if (!ONCE.matcher(once).matches()) {
            throw new ActionRefused(400, "This form is not as this console made it; open the page again.");
        }
        return answered(method, path, body, Map.of("Idempotency-Key", once));
    }

    private JsonNode answered(String method, String path, Object body, Map<String, String> more) {
        try {
            var answer = client().send(method, path, body, more);
            if (answer.status() >= 300) {
                throw new ActionRefused(answer.status(), answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new ActionRefused(503, NO_ANSWER);
        }
    }

    private synchronized Client client() {
        if (client == null) {
            client = new Client(address.get(), login);
        }
        return client;
    }
}
