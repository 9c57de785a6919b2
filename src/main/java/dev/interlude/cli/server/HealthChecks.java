package dev.interlude.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.ServerApi;
import java.util.ArrayList;
import java.util.List;

/** Asks a server everything that tells how it is; each question is answered by one or more checks. */
final class HealthChecks {

    private static final String START = "Look into its log; a node that starts needs a moment.";

    private final ServerApi api;
    private final ServerApi management;
    private final List<HealthCheck> checks = new ArrayList<>();

    HealthChecks(ServerApi api, ServerApi management) {
        this.api = api;
        this.management = management;
    }

    /** Whether the process is alive and ready, its database included. */
    List<HealthCheck> ofNode() {
        probe("liveness", "Restart the node.");
        probe("readiness", "Check the database (INTERLUDE_DATABASE_URL), then the log. " + START);
        return checks;
    }

    List<HealthCheck> all() {
        ofNode();
        asking("api", () -> {
            health();
            checks.add(HealthCheck.good("api", "answers at " + api.base()));
            if (key()) {
                calcomKey();
                webhook();
            }
            var health = health();
            status(health);
            checks.addAll(CalcomChecks.of(health));
        });
        return checks;
    }

    private void probe(String name, String next) {
        asking(name, () -> {
            var answer = management.ask("/actuator/health/" + name);
            var status = answer.body().path("status");
            if (!status.isTextual()) {
                throw management.unexpected(answer);
            }
            checks.add(
                    answer.status() == 200
                            ? HealthCheck.good(name, status.asText())
                            : HealthCheck.bad(name, status.asText(), next));
        });
    }

    private JsonNode health() {
        var answer = api.ask("/health/calcom/detailed");
        if (!answer.body().has("budget")) {
            throw api.unexpected(answer);
        }
        return answer.body();
    }

    /** Whether the key opens the server, and what that needs the database for works. */
    private boolean key() {
        try {
            api.get("/api/v1/sync/status", "inSync");
            checks.add(HealthCheck.good("key", "accepted"));
            checks.add(HealthCheck.good("database", "answers"));
            return true;
        } catch (CommandFailed e) {
            checks.add(HealthCheck.bad(e.code().equals("DATABASE_DOWN") ? "database" : "key", e));
            return false;
        }
    }

    /** Has the server make one call to Cal.com. */
    private void calcomKey() {
        asking("calcom-key", () -> {
            api.get("/api/v1/event-types", "eventTypes");
            checks.add(HealthCheck.good("calcom-key", "Cal.com has just answered a call with the account's key"));
        });
    }

    private void status(JsonNode health) {
        var status =
                health.path("api").path("status").asText(health.path("status").asText());
        var figures = "%s, %s %% of the calls of the last 5 minutes were answered"
                .formatted(status, health.path("api").path("success_rate").asText("-"));
        var text = health.path("api").path("success_rate").isNumber() ? figures : status;
        checks.add(
                switch (status) {
                    case "healthy" -> HealthCheck.good("calcom", text);
                    case "degraded" ->
                        HealthCheck.warning(
                                "calcom", text, "Wait; ./interlude attention says whether a person is needed.");
                    default ->
                        HealthCheck.bad(
                                "calcom",
                                text,
                                "Check CALCOM_BASE_URL and the network to Cal.com; Interlude goes on by itself once it"
                                        + " answers.");
                });
    }

    private void webhook() {
        asking("webhook", () -> {
            var registration = api.get("/api/v1/webhook-registration", "registered");
            checks.add(
                    registration.path("registered").asBoolean()
                            ? HealthCheck.good(
                                    "webhook",
                                    "registered: "
                                            + registration.path("subscriberUrl").asText())
                            : HealthCheck.warning(
                                    "webhook",
                                    "No webhook is registered at Cal.com: changes made there show up only after the"
                                            + " next sync.",
                                    "Register it with ./interlude webhooks register https://<your"
                                            + " host>/webhooks/calcom"));
        });
    }

    /** A failed question is an answer too. */
    private void asking(String name, Runnable question) {
        try {
            question.run();
        } catch (CommandFailed e) {
            checks.add(HealthCheck.bad(name, e));
        }
    }
}
