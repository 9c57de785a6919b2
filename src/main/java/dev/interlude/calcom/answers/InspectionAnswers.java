package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.catalog.EventTypeAtCalcom;
import java.util.ArrayList;
import java.util.List;

/** Reads event types for the catalog check. */
public class InspectionAnswers {

    private static final List<Integer> OUT_OF_REACH = List.of(403, 404);

    public List<EventTypeAtCalcom> list(CalcomAnswer answer) {
        var data = Answers.data(answer);
        if (!data.isArray()) {
            throw Answers.malformed("a list that is none");
        }
        var all = new ArrayList<EventTypeAtCalcom>();
        data.forEach(one -> all.add(eventType(one)));
        return List.copyOf(all);
    }

    /** The event type; null when this key cannot read it, because it does not exist or has another owner. */
    public EventTypeAtCalcom one(CalcomAnswer answer) {
        return answer instanceof Refusal refusal && OUT_OF_REACH.contains(refusal.status())
                ? null
                : eventType(Answers.data(answer));
    }

    /** Whether there is an event type with that id, whoever owns it: free times can be read without any key. */
    public boolean exists(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && refusal.status() == 404) {
            return false;
        }
        Answers.data(answer);
        return true;
    }

    private static EventTypeAtCalcom eventType(JsonNode one) {
        var policy = one.path("confirmationPolicy");
        return new EventTypeAtCalcom(
                one.path("id").asLong(),
                one.path("ownerId").isIntegralNumber() ? one.path("ownerId").asLong() : null,
                one.path("lengthInMinutes").asInt(),
                policy.has("type") && !policy.path("disabled").asBoolean(false),
                one.path("hidden").asBoolean(false),
                Math.max(one.path("users").size(), one.path("hosts").size()));
    }
}
