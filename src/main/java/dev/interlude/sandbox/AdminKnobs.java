package dev.interlude.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.webhook.Trouble;
import java.time.Duration;

/** What the admin endpoints change. */
final class AdminKnobs {
    private final Sandbox sandbox;

    AdminKnobs(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void removeFaults(String[] path) {
        if (path.length > 1) {
            sandbox.faults().remove(Long.parseLong(path[1]));
        } else {
            sandbox.faults().clear();
        }
    }

    void waiting(String[] path) {
        var release = path[path.length - 1].equals("release");
        if (!release && !path[path.length - 1].equals("kill")) {
            throw new IllegalArgumentException("release or kill?");
        }
        var gates = sandbox.gates();
        if (path.length == 2) {
            if (release) {
                gates.releaseAll();
            } else {
                gates.killAll();
            }
            return;
        }
        var id = Long.parseLong(path[1]);
        if (!(release ? gates.release(id) : gates.kill(id))) {
            throw new IllegalArgumentException("no request is held with id " + id);
        }
    }

    void latency(JsonNode body) {
        var latency = Latency.NONE;
        if (body.has("profile")) {
            latency =
                    Latency.of(body.path("profile").asText(), body.path("seed").asLong(0));
        } else if (body.has("fixed")) {
            latency = Latency.fixed(body.path("fixed").asInt());
        }
        sandbox.latency(body.path("after").asBoolean(false) ? latency.afterTheWork() : latency);
    }

    void webhookTrouble(JsonNode body) {
        sandbox.webhooks(new Trouble(
                body.path("lost").asDouble(0),
                body.path("doubled").asDouble(0),
                body.path("late").asDouble(0),
                body.path("lateMillis").asLong(1000),
                body.path("seed").asLong(0)));
    }

    void clock(JsonNode body) {
        if (body.has("stopAt")) {
            sandbox.clock()
                    .stopAt(Iso.instant(body.path("stopAt").asText())
                            .orElseThrow(() -> new IllegalArgumentException("stopAt is no instant")));
        } else {
            sandbox.clock().shift(Duration.ofSeconds(body.path("shiftSeconds").asLong(0)));
        }
    }

    void rateLimit(JsonNode body) {
        var limit = new RateLimit(
                "default",
                body.path("limit").asLong(120),
                Duration.ofSeconds(body.path("windowSeconds").asLong(60)),
                Duration.ofSeconds(body.path("blockSeconds").asLong(60)));
        sandbox.rateLimit(body.path("key").asText(Sandbox.KEY), limit);
    }
}
