package dev.interlude.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the health page of a server says about Cal.com. */
final class CalcomChecks {

    private static final int UNIMPORTANT_SECONDS = 5;
    private static final int HARMFUL_SECONDS = 60;
    private static final double SCARCE = 0.1;

    private CalcomChecks() {}

    static List<HealthCheck> of(JsonNode health) {
        var checks = new ArrayList<HealthCheck>();
        versions(health.path("versions"), checks);
        checks.add(clock(health));
        budget(health.path("budget"), checks);
        catalog(health.path("catalog"), checks);
        return checks;
    }

    private static void versions(JsonNode versions, List<HealthCheck> checks) {
        versions.properties().forEach(group -> {
            var name = "version of " + group.getKey();
            var version = group.getValue().path("version").asText();
            var result = group.getValue().path("answer").asText("");
            checks.add(
                    switch (result) {
                        case "success", "refusal" ->
                            HealthCheck.good(
                                    name,
                                    "%s, last answered %s"
                                            .formatted(
                                                    version,
                                                    group.getValue().path("at").asText()));
                        case "" -> HealthCheck.good(name, version + ", not asked since this node started");
                        default ->
                            HealthCheck.warning(
                                    name,
                                    "%s: the last call ended with '%s'".formatted(version, result),
                                    "If that lasts, compare interlude.calcom.versions with what this Cal.com offers.");
                    });
        });
    }

    private static String minute(JsonNode instant) {
        return instant.asText().replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC");
    }

    /** Cal.com's clock and the server's, the server's and ours. */
    private static HealthCheck clock(JsonNode health) {
        var ours = Duration.between(Instant.parse(health.path("timestamp").asText()), Instant.now())
                .abs()
                .toSeconds();
        var calcom = Math.abs(health.path("clock_skew_seconds").asLong());
        var text = health.path("clock_skew_seconds").isNumber()
                ? "the server's differs by %d s from Cal.com's, and by %d s from this machine's".formatted(calcom, ours)
                : "the server's differs by %d s from this machine's; Cal.com has not been asked yet".formatted(ours);
        var next = "Set the clocks by NTP (timedatectl): offers and signatures depend on them.";
        var worst = Math.max(ours, calcom);
        if (worst > HARMFUL_SECONDS) {
            return HealthCheck.bad("clock", text, next);
        }
        return worst > UNIMPORTANT_SECONDS ? HealthCheck.warning("clock", text, next) : HealthCheck.good("clock", text);
    }

    private static void budget(JsonNode budgets, List<HealthCheck> checks) {
        budgets.properties().forEach(account -> {
            var name = "budget of " + account.getKey();
            var left = account.getValue().path("left").asLong();
            var capacity = account.getValue().path("capacity").asLong();
            var blocked = account.getValue().path("blocked_seconds").asLong();
            var text = "%d of %d calls left".formatted(left, capacity);
            if (blocked > 0) {
                checks.add(
                        HealthCheck.bad(
                                name,
                                "Cal.com's rate limit blocks this account for %d s.".formatted(blocked),
                                "Wait; if it comes back, lower CALCOM_CALLS to what Cal.com allows this key, or find who else uses it."));
            } else if (left < capacity * SCARCE) {
                checks.add(HealthCheck.warning(name, text, "Wait a minute; CALCOM_CALLS says how many there are."));
            } else {
                checks.add(HealthCheck.good(name, text));
            }
        });
    }

    private static void catalog(JsonNode catalog, List<HealthCheck> checks) {
        catalog.path("findings")
                .forEach(finding -> checks.add(HealthCheck.warning(
                        "catalog", finding.asText(), "Correct it in config/catalog.yaml or in Cal.com.")));
        if (catalog.path("findings").isEmpty()) {
            checks.add(HealthCheck.good(
                    "catalog",
                    catalog.path("checked_at").isTextual() ? "fits Cal.com" : "not compared with Cal.com yet"));
        }
    }
}
