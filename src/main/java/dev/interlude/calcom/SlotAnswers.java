package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.SlotRead;
import dev.interlude.platform.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads free times: a map of days to {@code [{start}]}, {@code [{start,end}]} or plain texts, days without any absent.
 * Cal.com stretches ranges, so what was not asked for is left out.
 */
public class SlotAnswers {

    /** @throws Refused when Cal.com did not say, or not so that every slot can be read */
    public List<Instant> starts(CalcomAnswer answer, SlotRead asked) {
        var days = Answers.data(answer);
        if (!days.isObject()) {
            throw Answers.malformed("slots that are no map of days");
        }
        var starts = new ArrayList<Instant>();
        for (var day : days) {
            for (var slot : day) {
                var start = start(slot.isTextual() ? slot : slot.path("start"));
                var on = start.atZone(ZoneOffset.UTC).toLocalDate();
                if (!on.isBefore(asked.firstDay()) && !on.isAfter(asked.lastDay())) {
                    starts.add(start);
                }
            }
        }
        return List.copyOf(starts);
    }

    private static Instant start(JsonNode text) {
        try {
            return OffsetDateTime.parse(text.asText()).toInstant();
        } catch (DateTimeException e) {
            throw Answers.malformed("a slot without its start");
        }
    }
}
