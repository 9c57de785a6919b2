package dev.interlude.sandbox.slots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Range;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A checked query of {@code GET /v2/slots}.
 *
 * @param eventTypeId null when the event type is named by slug
 * @param zone null when none was asked for: then UTC, written with a Z
 * @param duration null when the event type's own length is asked for
 */
record SlotsQuery(
        Long eventTypeId,
        String slug,
        String username,
        Range range,
        ZoneId zone,
        Integer duration,
        boolean withEnds,
        String reschedules) {

    private static final Set<String> COMMON =
            Set.of("start", "end", "timeZone", "duration", "format", "bookingUidToReschedule");

    static SlotsQuery of(Call call) {
        var sent = Json.object();
        call.query().forEach((name, values) -> sent.put(name, values.get(values.size() - 1)));
        var problems = problems(sent);
        if (!problems.none()) {
            throw Refusal.wrong(problems);
        }
        return new SlotsQuery(
                sent.has("eventTypeId") ? Long.valueOf(sent.path("eventTypeId").asText()) : null,
                sent.path("eventTypeSlug").asText(null),
                sent.path("username").asText(null),
                new Range(instant(sent, "start"), stretched(instant(sent, "end"))),
                Iso.zone(sent.path("timeZone").asText(null)).orElse(null),
                sent.has("duration") ? Integer.valueOf(sent.path("duration").asText()) : null,
                sent.path("format").asText().equalsIgnoreCase("range"),
                sent.path("bookingUidToReschedule").asText(null));
    }

    private static Problems problems(ObjectNode sent) {
        var problems = new Problems(sent);
        var allowed = new HashSet<>(COMMON);
        if (sent.has("eventTypeId")) {
            allowed.add("eventTypeId");
        } else if (sent.has("eventTypeSlug") && (sent.has("username") || sent.has("teamSlug"))) {
            allowed.addAll(Set.of("eventTypeSlug", sent.has("username") ? "username" : "teamSlug", "organizationSlug"));
        } else {
            allowed.addAll(Set.of("usernames", "organizationSlug"));
        }
        sent.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                problems.unknown(name);
            }
        });
        if (sent.has("eventTypeId") && !sent.path("eventTypeId").asText().matches("\\d{1,18}")) {
            problems.add("eventTypeId", "isNumber", mustBeNumber("eventTypeId"));
        } else if (allowed.contains("usernames") && !sent.has("usernames")) {
            problems.add("usernames", "arrayMinSize", "The array must contain at least 2 elements.");
        }
        for (var name : new String[] {"start", "end"}) {
            if (Iso.instant(sent.path(name).asText(null)).isEmpty()) {
                problems.add(name, "isDateString", name + " must be a valid ISO 8601 date string");
            }
        }
        if (sent.has("timeZone") && Iso.zone(sent.path("timeZone").asText()).isEmpty()) {
            problems.add("timeZone", "isTimeZone", "timeZone must be a valid IANA time-zone");
        }
        if (sent.has("duration") && !sent.path("duration").asText().matches("\\d{1,5}")) {
            problems.add("duration", "isNumber", mustBeNumber("duration"));
        }
        if (sent.has("format")
                && !Set.of("range", "time", "")
                        .contains(sent.path("format").asText().toLowerCase(Locale.ROOT))) {
            problems.add("format", "isEnum", "slotFormat must be either 'range' or 'time'");
        }
        return problems;
    }

    private static String mustBeNumber(String name) {
        return name + " must be a number conforming to the specified constraints";
    }

    private static Instant instant(ObjectNode sent, String name) {
        return Iso.instant(sent.path(name).asText()).orElseThrow();
    }

    /** An end at midnight is read as a date and takes that whole day. */
    private static Instant stretched(Instant end) {
        var midnight = end.atZone(ZoneOffset.UTC)
                .toLocalTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .equals(LocalTime.MIDNIGHT);
        return midnight ? end.truncatedTo(ChronoUnit.SECONDS).plusSeconds(86_399) : end;
    }

    ZoneId zoneOrUtc() {
        return zone == null ? ZoneOffset.UTC : zone;
    }
}
