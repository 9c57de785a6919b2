package dev.interlude.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.TimeZones;
import dev.interlude.sandbox.model.ApiKey;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.Schedule;
import dev.interlude.sandbox.model.Seed;
import dev.interlude.sandbox.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Reads an account from a JSON file: one user with schedules, event types, keys and limits. */
public final class FixtureSeed {

    private FixtureSeed() {}

    public static Seed read(Path file) throws IOException {
        var json = Json.parse(Files.readAllBytes(file));
        var user = user(json.path("user"));
        return new Seed(
                List.of(user),
                list(json.path("schedules")).stream().map(FixtureSeed::schedule).toList(),
                list(json.path("eventTypes")).stream()
                        .map(type -> new EventType((ObjectNode) type))
                        .toList(),
                list(json.path("apiKeys")).stream().map(FixtureSeed::key).toList(),
                Map.of(),
                limit(json.path("anonymousRateLimit")));
    }

    private static User user(JsonNode json) {
        return new User(
                json.path("id").asInt(),
                json.path("name").asText(),
                json.path("email").asText(),
                json.path("username").asText(),
                TimeZones.of(json.path("timeZone").asText()),
                json.path("locale").asText("en"),
                json.path("defaultScheduleId").asInt(),
                json.path("timeFormat").asInt(12),
                json.path("weekStart").asText("Monday"));
    }

    private static Schedule schedule(JsonNode json) {
        var availability = list(json.path("availability")).stream()
                .map(hours -> {
                    var days = EnumSet.noneOf(DayOfWeek.class);
                    hours.path("days")
                            .forEach(day ->
                                    days.add(DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT))));
                    return new Schedule.Hours(days, time(hours, "startTime"), time(hours, "endTime"));
                })
                .toList();
        var overrides = list(json.path("overrides")).stream()
                .map(o -> new Schedule.Override(
                        LocalDate.parse(o.path("date").asText()), time(o, "startTime"), time(o, "endTime")))
                .toList();
        return new Schedule(
                json.path("id").asInt(),
                json.path("ownerId").asInt(),
                json.path("name").asText(),
                TimeZones.of(json.path("timeZone").asText()),
                json.path("isDefault").asBoolean(),
                availability,
                overrides);
    }

    private static LocalTime time(JsonNode json, String name) {
        return LocalTime.parse(json.path(name).asText());
    }

    private static ApiKey key(JsonNode json) {
        var expires = Iso.instant(json.path("expiresAt").asText(null)).orElse(null);
        var limits =
                list(json.path("rateLimits")).stream().map(FixtureSeed::limit).toList();
        var name = json.path("use").asText(json.path("key").asText());
        return new ApiKey(json.path("key").asText(), name, json.path("userId").asInt(), expires, limits);
    }

    private static RateLimit limit(JsonNode json) {
        return new RateLimit(
                json.path("name").asText("default"),
                json.path("limit").asLong(120),
                Duration.ofSeconds(json.path("ttlSeconds").asLong(60)),
                Duration.ofSeconds(json.path("blockSeconds").asLong(60)));
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }
}
