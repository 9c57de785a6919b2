package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What needs a person, each with its actions: the list of {@code GET /api/v1/attention}. */
record AttentionPage(ConsoleApi api, Catalog catalog, Clock clock) {

    private static final String ALL = "/api/v1/attention?limit=200";
    private static final String LATEST = "/api/v1/attention/actions?limit=20";

    /**
     * @param since how long it has waited, in words
     * @param bookingId null: it is not about one booking
     * @param actions their titles
     * @param taken what people did about it so far
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
            List<String> actions,
            List<Done> taken) {}

    /**
     * What a person did.
     *
     * @param bookingId null: it was not about one booking
     */
    record Done(String at, String by, String what, String about, String bookingId, String booking) {}

    Page show() {
        var page = api.get(ALL);
        var items = new ArrayList<Item>();
        page.path("items").forEach(item -> items.add(item(item)));
        var model = new HashMap<String, Object>();
        model.put("items", items);
        model.put("more", page.hasNonNull("nextCursor"));
        model.put("now", moment(clock.instant()));
        model.put("since", page.hasNonNull("emptySince") ? since(page.path("emptySince")) : "");
        model.put("latest", done(api.get(LATEST).path("actions")));
        return Page.of("attention", items.isEmpty() ? "Nothing needs you" : items.size() + " to look at", model);
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
        throw new ActionRefused(409, "This has been settled meanwhile, or can no longer be settled that way.");
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
                moment(since),
                item.path("reason").asText(),
                item.path("traceId").asText(null),
                actions,
                done(item.path("taken")));
    }

    private List<Done> done(JsonNode taken) {
        var done = new ArrayList<Done>();
        taken.forEach(one -> done.add(new Done(
                moment(Instant.parse(one.path("at").asText())),
                one.path("by").asText(),
                one.path("what").asText(),
                about(one.path("about").asText()),
                one.path("bookingId").asText(null),
                one.path("booking").asText(null))));
        return done;
    }

    private String moment(Instant at) {
        return Moments.clock(at, catalog.timeZone());
    }

    private static String about(String kind) {
        return switch (kind) {
            case "saga" -> "an appointment that could not be cancelled or undone";
            case "difference" -> "a change in Cal.com";
            case "delivery" -> "a message from Cal.com";
            case "subscription" -> "a subscriber's events";
            case "follow-up" -> "a step after a booking";
            case "no-show" -> "a customer who did not come";
            default -> kind;
        };
    }

    private String since(JsonNode moment) {
        var at = Instant.parse(moment.asText());
        return moment(at) + ", for " + Moments.inWords(Duration.between(at, clock.instant()));
    }

    private static String heading(String kind) {
        return switch (kind) {
            case "breaker-open" -> "Cal.com is not answering";
            case "flows-refused" -> "A changed flow was refused";
            case "saga-stuck" -> "An appointment could not be cancelled or undone";
            case "booking-flagged" -> "An appointment was changed in Cal.com";
            case "drift-flagged" -> "Both sides differ";
            case "drift-failed" -> "A difference could not be settled";
            case "webhook-dead" -> "A message from Cal.com could not be processed";
            case "event-dead" -> "A subscriber did not take its events";
            case "follow-up-given-up" -> "A step after a booking failed";
            case "absence-unsettled" -> "Appointments with someone who is away, or with what is closed";
            case "freed-time-stuck" -> "A freed time could not be offered to those who wait";
            default -> kind.replace('-', ' ');
        };
    }
}
