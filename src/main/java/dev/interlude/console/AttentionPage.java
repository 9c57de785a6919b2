package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What needs a person, each with its actions: the list of {@code GET /api/v1/attention}. */
record AttentionPage(ConsoleApi api, Clock clock) {

    private static final String ALL = "/api/v1/attention?limit=200";

    /**
     * @param since how long it has waited, in words
     * @param bookingId null: it is not about one booking
     * @param actions their titles
     */
    record Item(
            String kind,
            String id,
            String heading,
            String bookingId,
            String booking,
            String since,
            String at,
            String reason,
            String traceId,
            List<String> actions) {}

    Page show() {
        var page = api.get(ALL);
        var items = new ArrayList<Item>();
        page.path("items").forEach(item -> items.add(item(item)));
        return Page.of(
                "attention",
                items.isEmpty() ? "Nothing needs you" : items.size() + " to look at",
                Map.of("items", items, "more", page.hasNonNull("nextCursor"), "now", Moments.clock(clock.instant())));
    }

    /** Does one of the actions that the item has now: nothing else can be asked for through this form. */
    Page act(Map<String, String> form) {
        try {
            var action = wanted(form);
            api.change(
                    action.path("method").asText(),
                    action.path("path").asText(),
                    action.hasNonNull("body") ? action.get("body") : null,
                    form.getOrDefault("once", ""));
            return show().saying("Done: " + action.path("title").asText() + ".");
        } catch (ActionRefused e) {
            return show().refusing(e);
        }
    }

    private JsonNode wanted(Map<String, String> form) {
        for (var item : api.get(ALL).path("items")) {
            if (item.path("kind").asText().equals(form.get("kind"))
                    && item.path("id").asText().equals(form.get("id"))) {
                for (var action : item.path("actions")) {
                    if (action.path("title").asText().equals(form.get("action"))) {
                        return action;
                    }
                }
            }
        }
        throw new ActionRefused("This has been settled meanwhile, or can no longer be settled that way.");
    }

    private Item item(JsonNode item) {
        var since = Instant.parse(item.path("since").asText());
        var actions = new ArrayList<String>();
        item.path("actions").forEach(action -> actions.add(action.path("title").asText()));
        return new Item(
                item.path("kind").asText(),
                item.path("id").asText(),
                heading(item.path("kind").asText()),
                item.path("bookingId").asText(null),
                item.path("booking").asText(null),
                Moments.inWords(Duration.between(since, clock.instant())),
                Moments.clock(since),
                item.path("reason").asText(),
                item.path("traceId").asText(null),
                actions);
    }

    private static String heading(String kind) {
        return switch (kind) {
            case "breaker-open" -> "Cal.com is not answering";
            case "flows-refused" -> "A changed flow was refused";
            case "saga-stuck" -> "An appointment could not be undone";
            case "booking-flagged" -> "An appointment was changed in Cal.com";
            case "drift-flagged" -> "Both sides differ";
            case "drift-failed" -> "A difference could not be settled";
            case "webhook-dead" -> "A message from Cal.com could not be processed";
            case "event-dead" -> "A subscriber did not take its events";
            case "follow-up-given-up" -> "A step after a booking failed";
            default -> kind.replace('-', ' ');
        };
    }
}
