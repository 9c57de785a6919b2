package dev.interlude.booking.request;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.List;

/** Who may book and move beyond the salon's own limits; a reason is required. */
public final class Overrides {

    private static final String EMERGENCY = "emergency";

    private Overrides() {}

    /**
     * Why this booking passes our own limits; null: it does not.
     *
     * @throws Refused FORBIDDEN
     */
    static String reason(JsonNode json, Caller caller) {
        if (!EMERGENCY.equals(json.path("priority").asText())) {
            require(caller, Role.BOOK, "/priority", "of a booking within the limits needs the role book");
            return null;
        }
        return reasonOfEmergency(json, caller);
    }

    /**
     * The same of a move, which whoever may move bookings can ask for.
     *
     * @throws Refused FORBIDDEN
     */
    public static String reasonOfMove(JsonNode json, Caller caller) {
        return EMERGENCY.equals(json.path("priority").asText()) ? reasonOfEmergency(json, caller) : null;
    }

    private static String reasonOfEmergency(JsonNode json, Caller caller) {
        require(caller, Role.EMERGENCY, "/priority", "emergency needs the role emergency");
        return text(json, "overrideReason")
                .map(String::strip)
                .filter(reason -> !reason.isEmpty())
                .orElseThrow(() -> forbidden("/overrideReason", "must say why the limits do not count"));
    }

    private static void require(Caller caller, Role role, String pointer, String detail) {
        if (!caller.may(role)) {
            throw forbidden(pointer, detail);
        }
    }

    private static Refused forbidden(String pointer, String detail) {
        return new Refused(new Problem(
                ProblemCode.FORBIDDEN,
                ProblemCode.FORBIDDEN.status(),
                pointer + " " + detail,
                List.of(new FieldError(pointer, detail)),
                List.of(),
                null));
    }
}
