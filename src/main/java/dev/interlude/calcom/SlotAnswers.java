package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Refusal;
import dev.interlude.calcom.CalcomAnswer.Success;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import dev.interlude.platform.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads free times: a map of days to {@code [{start}]} or {@code [{start,end}]}, days without any absent. */
public class SlotAnswers {

    /** @throws Refused when Cal.com did not say */
    public List<Instant> starts(CalcomAnswer answer) {
        if (answer instanceof Success success) {
            return starts(success.data());
        }
        throw new Refused(answer instanceof Refusal refusal ? Problems.of(refusal) : Problems.of((Trouble) answer));
    }

    private static List<Instant> starts(JsonNode days) {
        var starts = new ArrayList<Instant>();
        for (var day : days) {
            for (var slot : day) {
                starts.add(start(slot.isTextual() ? slot : slot.path("start")));
            }
        }
        return List.copyOf(starts);
    }

    private static Instant start(JsonNode text) {
        try {
            return OffsetDateTime.parse(text.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new Refused(Problems.of(new Trouble(Kind.MALFORMED, true, 1, "a slot without its start")));
        }
    }
}
