package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.catalog.EventType;
import dev.interlude.catalog.EventTypes;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Reads event types, and why Cal.com refused one. */
public class EventTypeAnswers {

    private static final FieldError SLUG_TAKEN = new FieldError("/slug", "is the slug of another event type");

    public static final String UNKNOWN = "This account has no event type with this id.";

    /** The settings callers may see and change beside the four every event type has; no others are shown. */
    private static final List<String> SETTINGS = List.of(
            "description",
            "lengthInMinutesOptions",
            "slotInterval",
            "offsetStart",
            "minimumBookingNotice",
            "beforeEventBuffer",
            "afterEventBuffer",
            "bookingWindow",
            "bookingLimitsCount",
            "bookingLimitsDuration",
            "confirmationPolicy",
            "seats",
            "locations",
            "scheduleId",
            "disableGuests",
            "disableCancelling",
            "disableRescheduling",
            "hidden");

    public EventTypes list(CalcomAnswer answer) {
        var data = Answers.data(answer);
        if (!data.isArray()) {
            throw Answers.malformed("a list that is none");
        }
        var all = new ArrayList<EventType>();
        data.forEach(one -> all.add(eventType(one)));
        return new EventTypes(all);
    }

    /**
     * The event type that was asked for, changed or deleted.
     *
     * @throws Refused NOT_FOUND where there is none
     */
    public EventType one(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && refusal.status() == 404) {
            throw Refused.because(ProblemCode.NOT_FOUND, UNKNOWN);
        }
        return eventType(Answers.data(answer));
    }

    /**
     * The event type that was made or changed.
     *
     * @param wanted what was asked for, to name the members that Cal.com rejects
     * @throws Refused naming them, VALIDATION_FAILED
     */
    public EventType accepted(CalcomAnswer answer, JsonNode wanted) {
        if (answer instanceof Refusal refusal && List.of(400, 409, 422).contains(refusal.status())) {
            throw new Refused(Problem.meaning(errors(refusal, wanted)));
        }
        return one(answer);
    }

    /** Whether it is unknown if an event type was made: then it is looked up first. */
    public boolean mayBeMade(CalcomAnswer answer) {
        return answer instanceof Trouble trouble && trouble.sent();
    }

    /**
     * The event type created by a call whose answer was lost. A slug is used once in an account: what has it and is
     * otherwise another was there before, and the create was refused.
     *
     * @param lost the trouble the create ended in
     * @throws Refused with that trouble where there is none of that slug
     */
    public EventType found(CalcomAnswer answer, JsonNode wanted, CalcomAnswer lost) {
        if (!(answer instanceof Success)) {
            throw new Refused(Answers.problem(lost));
        }
        var same = list(answer).eventTypes().stream()
                .filter(one -> wanted.path("slug").asText().equals(one.slug()))
                .findFirst()
                .orElseThrow(() -> new Refused(Answers.problem(lost)));
        if (!wanted.path("title").asText().equals(same.title())
                || wanted.path("lengthInMinutes").asInt() != same.lengthInMinutes()) {
            throw new Refused(Problem.meaning(List.of(SLUG_TAKEN)));
        }
        return same;
    }

    private static List<FieldError> errors(Refusal refusal, JsonNode wanted) {
        if (refusal.says("event type with this slug") || refusal.says("record that already exists")) {
            return List.of(SLUG_TAKEN);
        }
        var errors = new ArrayList<FieldError>();
        wanted.fieldNames().forEachRemaining(name -> {
            if (Pattern.compile("\\b" + name + "\\b").matcher(refusal.message()).find()) {
                errors.add(new FieldError("/" + name, "is not accepted by Cal.com"));
            }
        });
        return errors.isEmpty() ? List.of(new FieldError("", "Cal.com does not accept these settings")) : errors;
    }

    private static EventType eventType(JsonNode one) {
        var id = one.path("id").asLong(0);
        if (id == 0) {
            throw Answers.malformed("an event type without its id");
        }
        var settings = new LinkedHashMap<String, JsonNode>();
        for (var name : SETTINGS) {
            if (one.hasNonNull(name)) {
                settings.put(name, one.get(name));
            }
        }
        return new EventType(
                id,
                Answers.text(one, "title"),
                Answers.text(one, "slug"),
                one.path("lengthInMinutes").asInt(),
                settings);
    }
}
