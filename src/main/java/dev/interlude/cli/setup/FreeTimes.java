package dev.interlude.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.ServerApi;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The offers of one service on one day, asked for when they are needed. */
final class FreeTimes {

    /** How many are taken before they are asked for again. */
    private static final int WORTH_ASKING = 25;

    private final ServerApi api;
    private final String service;
    private final double weight;
    private final LocalDate day;
    private List<JsonNode> offers = new ArrayList<>();
    private int taken = WORTH_ASKING;

    FreeTimes(ServerApi api, JsonNode service, LocalDate day) {
        this.api = api;
        this.service = service.path("id").asText();
        this.weight = 1.0 / Math.max(1, service.path("minutes").path("min").asInt());
        this.day = day;
    }

    String service() {
        return service;
    }

    double weight() {
        return weight;
    }

    /** One of them, which is then gone; empty when all are. */
    Optional<JsonNode> take(Random random) throws InterruptedException {
        if (taken >= WORTH_ASKING || offers.isEmpty()) {
            offers = ask();
            taken = 0;
        }
        taken++;
        return offers.isEmpty() ? Optional.empty() : Optional.of(offers.remove(random.nextInt(offers.size())));
    }

    private List<JsonNode> ask() throws InterruptedException {
        var query = ServerApi.query(
                "service", service, "from", day, "to", day.plusDays(1), "limit", 500, "all", true, "wait", 15);
        var found = new ArrayList<JsonNode>();
        Patience.until(() -> api.get("/api/v1/availability" + query, "offers"))
                .path("offers")
                .forEach(found::add);
        return found;
    }
}
