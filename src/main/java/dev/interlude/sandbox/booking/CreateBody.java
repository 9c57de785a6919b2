package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import java.time.Instant;
import java.util.Set;

/** The checked body of {@code POST /v2/bookings}. */
record CreateBody(ObjectNode json, Instant start) {
    private static final Set<String> FIELDS = Set.of(
            "start",
            "attendee",
            "bookingFieldsResponses",
            "eventTypeId",
            "eventTypeSlug",
            "username",
            "teamSlug",
            "organizationSlug",
            "guests",
            "meetingUrl",
            "location",
            "metadata",
            "lengthInMinutes",
            "routing",
            "emailVerificationCode",
            "instant",
            "recurrenceCount");
    private static final Set<String> ATTENDEE_FIELDS = Set.of("name", "email", "timeZone", "phoneNumber", "language");
    private static final Set<String> LANGUAGES = Set.of(
            ("ar ca de es eu he id ja lv pl ro sr th vi az cs el es-419 fi hr it km nl pt ru sv tr zh-CN bg da en et fr hu"
                            + " iw ko no pt-BR sk ta uk zh-TW bn")
                    .split(" "));
    private static final String METADATA =
            "Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.";

    static CreateBody of(JsonNode sent) {
        var json = sent.isObject() ? ((ObjectNode) sent).deepCopy() : Json.object();
        json.properties().removeIf(field -> field.getValue().isNull());
        var problems = problems(json);
        if (!problems.none()) {
            throw Refusal.wrong(problems);
        }
        return new CreateBody(json, Iso.instant(json.path("start").asText()).orElseThrow());
    }

    private static Problems problems(ObjectNode json) {
        var problems = new Problems(json);
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                problems.unknown(name);
            }
        });
        if (!json.path("start").isTextual()
                || Iso.instant(json.path("start").asText()).isEmpty()) {
            problems.add("start", "isDateString", "start must be a valid ISO 8601 date string");
        }
        var attendee = json.path("attendee");
        if (!attendee.isObject()) {
            problems.add("attendee", "isNotEmptyObject", "nested property attendee must be either object or array");
        } else {
            problems.addAll("attendee", attendeeProblems(attendee));
        }
        if (json.has("eventTypeId") && !json.path("eventTypeId").isIntegralNumber()) {
            problems.add("eventTypeId", "isInt", "eventTypeId must be an integer number");
        }
        if (json.has("guests") && !texts(json.path("guests"))) {
            problems.add("guests", "isString", "each value in guests must be a string");
        }
        if (json.has("guests") && !json.path("guests").isArray()) {
            problems.add("guests", "isArray", "guests must be an array");
        }
        if (json.has("metadata") && !goodMetadata(json.path("metadata"))) {
            problems.add("metadata", "isMetadata", METADATA);
        }
        if (json.has("lengthInMinutes")) {
            positive(problems, json, "lengthInMinutes");
        }
        if (json.has("recurrenceCount")) {
            positive(problems, json, "recurrenceCount");
        }
        if (attendee.isObject() && !attendee.has("email") && !attendee.has("phoneNumber")) {
            problems.add(
                    "attendee email or phone",
                    "contact",
                    "Attendee must have at least one contact method (email or phone number)");
        }
        if (!json.has("eventTypeId")
                && !(json.has("eventTypeSlug") && (json.has("username") || json.has("teamSlug")))) {
            problems.add(
                    "eventTypeId or eventTypeSlug + username",
                    "identification",
                    "Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided");
        }
        return problems;
    }

    private static boolean texts(JsonNode array) {
        for (var value : array) {
            if (!value.isTextual()) {
                return false;
            }
        }
        return array.isArray();
    }

    private static Problems attendeeProblems(JsonNode attendee) {
        var problems = new Problems(attendee);
        attendee.fieldNames().forEachRemaining(name -> {
            if (!ATTENDEE_FIELDS.contains(name)) {
                problems.unknown(name);
            }
        });
        for (var name : new String[] {"name", "email", "phoneNumber"}) {
            if ((name.equals("name") || attendee.has(name))
                    && !attendee.path(name).isTextual()) {
                problems.add(name, "isString", name + " must be a string");
            }
        }
        if (Iso.zone(attendee.path("timeZone").asText(null)).isEmpty()) {
            problems.add("timeZone", "isTimeZone", "timeZone must be a valid IANA time-zone");
        }
        if (attendee.path("phoneNumber").isTextual()
                && !attendee.path("phoneNumber").asText().matches("\\+[1-9]\\d{6,14}")) {
            problems.add("phoneNumber", "isPhoneNumber", "phoneNumber must be a valid phone number");
        }
        if (attendee.has("language")
                && !LANGUAGES.contains(attendee.path("language").asText())) {
            var all = String.join(", ", LANGUAGES);
            problems.add("language", "isEnum", "language must be one of the following values: " + all);
        }
        return problems;
    }

    private static void positive(Problems problems, JsonNode json, String name) {
        if (!json.path(name).isIntegralNumber()) {
            problems.add(name, "isInt", name + " must be an integer number");
        } else if (json.path(name).asLong() < 1) {
            problems.add(name, "min", name + " must not be less than 1");
        }
    }

    private static boolean goodMetadata(JsonNode metadata) {
        if (!metadata.isObject() || metadata.size() > 50) {
            return false;
        }
        for (var entry : metadata.properties()) {
            var value = entry.getValue();
            if (entry.getKey().length() > 40
                    || !(value.isTextual() || value.isNumber() || value.isBoolean())
                    || value.asText().length() > 500) {
                return false;
            }
        }
        return true;
    }

    JsonNode attendee() {
        return json.path("attendee");
    }

    ObjectNode metadata() {
        return json.has("metadata") ? ((ObjectNode) json.path("metadata")).deepCopy() : Json.object();
    }

    /** The length asked for; null when it is the event type's. */
    Integer length() {
        return json.has("lengthInMinutes") ? json.path("lengthInMinutes").asInt() : null;
    }
}
