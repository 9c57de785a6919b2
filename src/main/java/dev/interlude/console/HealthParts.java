package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parts of the health page, in words; collects what is not as it should be. */
final class HealthParts {

    /** @param good null: neither good nor bad */
    record Line(String name, String value, Boolean good) {}

    record Part(String name, List<Line> lines) {}

    private static final String NONE = "–";

    /** Parts of a node's health that have a part of their own, or say nothing. */
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("flows", "ping", "timeZones");

    private final Catalog catalog;
    private final Instant now;
    private final Map<String, List<Line>> parts = new LinkedHashMap<>();

    HealthParts(Catalog catalog, Instant now) {
        this.catalog = catalog;
        this.now = now;
    }

    List<Part> all() {
        return parts.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
    }

    /** Each as a sentence. */
    List<String> bad() {
        return parts.entrySet().stream()
                .flatMap(part -> part.getValue().stream()
                        .filter(line -> Boolean.FALSE.equals(line.good))
                        .map(line -> part.getKey() + ", " + line.name + ": " + line.value))
                .toList();
    }

    void unknown(String part, String why) {
        line(part, "not known now", why, false);
    }

    /** Cal.com, and the calls to it. */
    void calcom(JsonNode health) {
        var status = health.at("/api/status").asText("unknown");
        var part = "Cal.com";
        line(part, "state", status, status.equals("healthy"));
        line(part, "answers within", unit(health.at("/api/latency_ms"), "ms"), null);
        line(part, "calls answered", unit(health.at("/api/success_rate"), "%"), null);
        var skew = health.path("clock_skew_seconds");
        line(
                part,
                "our clock is ahead by",
                unit(skew, "s"),
                skew.isNumber() && Math.abs(skew.asLong()) > 30 ? false : null);
        health.path("budget").properties().forEach(account -> budget(account.getKey(), account.getValue()));
        health.path("breaker").properties().forEach(account -> account.getValue()
                .properties()
                .forEach(group -> line(
                        "Circuit breakers",
                        account.getKey() + ", " + words(group.getKey()),
                        group.getValue().asText(),
                        group.getValue().asText().equals("closed"))));
        var slots = health.path("slots");
        part = "Free times kept in memory";
        line(part, "weeks of event types", number(slots.path("weeks")), null);
        line(part, "read last", ago(slots.path("newest_seconds")), null);
        line(part, "oldest read", ago(slots.path("oldest_seconds")), null);
    }

    private void budget(String account, JsonNode budget) {
        var part = "Calls to Cal.com, account " + account;
        var blocked = budget.path("blocked_seconds").asLong();
        line(
                part,
                "left now",
                budget.path("left").asLong() + " of " + budget.path("capacity").asLong(),
                null);
        line(part, "waiting for their turn", number(budget.path("waiting")), null);
        if (blocked > 0) {
            line(part, "none until", "in " + blocked + " s", false);
        }
        var sent = budget.path("sent_5m");
        var all = 0L;
        for (var count : sent) {
            all += count.asLong();
        }
        line(part, "sent by this node in five minutes", Long.toString(all), null);
        sent.properties().forEach(one -> line(part, "· " + purpose(one.getKey()), number(one.getValue()), null));
    }

    private static String purpose(String priority) {
        return switch (priority) {
            case "compensate" -> "to undo bookings";
            case "cancel" -> "to cancel";
            case "book" -> "to book and move";
            case "search" -> "to search free times";
            case "sync" -> "in the background";
            default -> priority;
        };
    }

    /** Our own work: what is open, and what waits. */
    void work(JsonNode health, JsonNode sync) {
        var bookings = health.path("bookings");
        var part = "Appointments";
        line(part, "today", number(bookings.path("today")), null);
        line(part, "in the next 24 hours", number(bookings.path("upcoming_24h")), null);
        line(part, "cancelled, 30 days back and ahead", unit(bookings.path("cancellation_rate"), "%"), null);
        part = "Sagas open";
        var sagas = health.path("sagas");
        line(part, "booking, moving", number(sagas.path("active")), null);
        line(part, "being finished", number(sagas.path("completing")), null);
        line(part, "being undone or cancelled", number(sagas.path("compensating")), null);
        line(part, "stuck", number(sagas.path("stuck")), sagas.path("stuck").asLong() == 0);
        part = "Messages from Cal.com (inbox)";
        waiting(part, health.path("inbox"), "could not be processed");
        line(part, "processed in 24 hours", number(health.at("/webhooks/processed_24h")), null);
        line(part, "on average within", unit(health.at("/webhooks/avg_processing_ms"), "ms"), null);
        waiting("Events to other systems (outbox)", health.path("outbox"), "not taken by their subscriber");
        compared(sync);
        var staff = "Changes that staff make in Cal.com";
        health.path("staff")
                .properties()
                .forEach(one -> line(
                        staff,
                        Appointment.staff(one.getKey(), catalog),
                        seen(one.getValue().asText()),
                        one.getValue().asText().equals("unseen") ? false : null));
        var catalog = health.path("catalog");
        part = "Services and staff, compared with Cal.com";
        line(part, "last compared", since(catalog.path("checked_at")), null);
        line(
                part,
                "errors",
                number(catalog.path("errors")),
                catalog.path("errors").asLong() == 0);
        line(part, "warnings", number(catalog.path("warnings")), null);
    }

    private void waiting(String part, JsonNode waiting, String dead) {
        line(part, "waiting", number(waiting.path("waiting")), null);
        line(
                part,
                "the oldest for",
                waiting.path("waiting").asLong() == 0 ? NONE : unit(waiting.path("oldest_seconds"), "s"),
                null);
        line(part, dead, number(waiting.path("dead")), waiting.path("dead").asLong() == 0);
    }

    private void compared(JsonNode sync) {
        if (!sync.isObject()) {
            return;
        }
        var part = "Both sides compared";
        line(part, "last", since(sync.path("lastCheck")), null);
        line(part, "last in full", since(sync.path("lastFull")), null);
        line(part, "under way", sync.hasNonNull("running") ? "yes" : "no", null);
        line(part, "equal", sync.path("inSync").asBoolean() ? "yes" : "no", null);
        var counts = sync.path("counts");
        line(part, "only here", number(counts.path("orphaned")), null);
        line(part, "only in Cal.com", number(counts.path("ghosts")), null);
        line(part, "different", number(counts.path("drifted")), null);
        line(part, "flagged", number(counts.path("clashes")), null);
    }

    private static String seen(String state) {
        return switch (state) {
            case "told" -> "seen at once, by webhook";
            case "unseen" -> "not seen";
            case "unknown" -> "not known yet";
            default -> state;
        };
    }

    /** Nodes, flows and versions. */
    void server(JsonNode info, Map<String, String> node) {
        for (var other : info.path("nodes")) {
            var silent = other.path("silentSeconds").asLong();
            var name = other.path("name").asText();
            var alive = other.path("alive").asBoolean();
            line(
                    "Nodes",
                    name.equals(info.path("node").asText()) ? name + " (this one)" : name,
                    alive ? "alive, seen " + silent + " s ago" : "silent for " + silent + " s",
                    alive);
        }
        var flows = info.path("flows");
        if (flows.isObject()) {
            line(
                    "Flows",
                    "loaded",
                    flows.path("routes").asLong() + " routes from "
                            + flows.path("folder").asText(),
                    null);
            line("Flows", "refused", flows.path("refused").asText("none"), !flows.hasNonNull("refused"));
        }
        node.forEach((name, state) -> {
            if (!SHOWN_ELSEWHERE.contains(name)) {
                line("This node", named(name), state, state.equals("up"));
            }
        });
        info.path("versions")
                .properties()
                .forEach(one ->
                        line("Versions", named(one.getKey()), one.getValue().asText(), null));
    }

    /** The versions of Cal.com's API in use. */
    void versions(JsonNode health) {
        health.path("versions")
                .properties()
                .forEach(one -> line(
                        "Versions",
                        "Cal.com's API, " + one.getKey(),
                        one.getValue().path("version").asText()
                                + (one.getValue().hasNonNull("answer")
                                        ? ", last answer "
                                                + one.getValue().path("answer").asText()
                                        : ""),
                        null));
    }

    private void line(String part, String name, String value, Boolean good) {
        parts.computeIfAbsent(part, one -> new ArrayList<>()).add(new Line(name, value, good));
    }

    private static String named(String member) {
        return switch (member) {
            case "db" -> "database";
            case "interlude" -> "Interlude";
            case "java" -> "Java";
            case "camel" -> "Camel";
            case "postgresql" -> "PostgreSQL";
            case "time_zones" -> "time zone rules (tzdata)";
            case "ssl" -> "certificates";
            default -> words(member);
        };
    }

    /** {@code lastCheck} and {@code last_check} as words. */
    private static String words(String member) {
        return member.replace('_', ' ')
                .replace('-', ' ')
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? value.asText() : NONE;
    }

    private static String unit(JsonNode value, String unit) {
        return value.isNumber() ? value.asText() + " " + unit : NONE;
    }

    private static String ago(JsonNode seconds) {
        return seconds.isNumber() ? Moments.inWords(Duration.ofSeconds(seconds.asLong())) + " ago" : NONE;
    }

    private String since(JsonNode moment) {
        return moment.isTextual()
                ? Moments.inWords(Duration.between(Instant.parse(moment.asText()), now)) + " ago"
                : moment.isMissingNode() ? NONE : "never";
    }
}
