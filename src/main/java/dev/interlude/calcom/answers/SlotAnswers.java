package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.platform.problems.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads free times: a map of days to {@code [{start}]}, {@code [{start,end}]} or plain texts, days without any absent, and
 * {@code []} for none at all. Older versions list days out of office among them, marked as away. Cal.com stretches ranges,
 * so what was not asked for is left out.
 */
public class SlotAnswers {

    /** @throws Refused when Cal.com did not say, or nothing of what it said can be read */
    public List<Instant> starts(CalcomAnswer answer, SlotRead asked) {
        var days = Answers.data(answer);
        if (!days.isObject() && !(days.isArray() && days.isEmpty())) {
            throw Answers.malformed("slots that are no map of days");
        }
        var starts = new ArrayList<Instant>();
        var odd = 0;
        var read = 0;
        for (var day : days) {
            for (var slot : day) {
                if (slot.path("away").asBoolean(false)) {
                    continue;
                }
                var start = start(slot.isTextual() ? slot : slot.path("start"));
                if (start == null) {
                    odd++;
                    continue;
                }
                read++;
                var on = start.atZone(ZoneOffset.UTC).toLocalDate();
                if (!on.isBefore(asked.firstDay()) && !on.isAfter(asked.lastDay())) {
                    starts.add(start);
                }
            }
        }
        if (odd > 0 && read == 0) {
            throw Answers.malformed("slots without their starts");
        }
        return List.copyOf(starts);
    }

    private static Instant start(JsonNode text) {
        try {
            return OffsetDateTime.parse(text.asText()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
