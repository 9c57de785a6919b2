package dev.interlude.calcom.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.answers.EventTypeAnswers;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Writes the requests about event types. Their members are Cal.com's; {@code openapi.yaml} lists the allowed ones. */
public class EventTypeCalls {

    private static final String PATH = "/v2/event-types";

    private final String version;

    /** @param version the value of {@code cal-api-version} for event types */
    public EventTypeCalls(String version) {
        this.version = version;
    }

    /** All of the account's own. */
    public CalcomCall list(String account) {
        return CalcomCall.get(account, Operation.READ_EVENT_TYPES, version, PATH, null);
    }

    public CalcomCall read(String account, String id) {
        return CalcomCall.get(account, Operation.READ_EVENT_TYPES, version, path(id), null);
    }

    public CalcomCall create(String account, JsonNode body) {
        return CalcomCall.post(account, Operation.CHANGE_EVENT_TYPES, version, PATH, body.toString());
    }

    public CalcomCall change(String account, String id, JsonNode body) {
        return CalcomCall.patch(account, Operation.CHANGE_EVENT_TYPES, version, path(id), body.toString());
    }

    public CalcomCall delete(String account, String id) {
        return CalcomCall.delete(account, Operation.CHANGE_EVENT_TYPES, version, path(id));
    }

    private static String path(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw Refused.because(ProblemCode.NOT_FOUND, EventTypeAnswers.UNKNOWN);
        }
        return PATH + "/" + id;
    }
}
