package dev.interlude.calcom.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import java.net.URLEncoder;
import java.util.List;

/** Writes what a host decides about a booking. */
public class DecisionCalls {

    private final ObjectMapper json;
    private final String version;

    /** @param version the value of {@code cal-api-version} for bookings */
    public DecisionCalls(ObjectMapper json, String version) {
        this.json = json;
        this.version = version;
    }

    public CalcomCall confirm(String account, String uid) {
        return post(account, Operation.DECIDE_BOOKING, uid, "confirm", "{}");
    }

    /** @param reason may be null */
    public CalcomCall decline(String account, String uid, CharSequence reason) {
        var body = json.createObjectNode();
        if (reason != null && !reason.toString().isBlank()) {
            body.put("reason", reason.toString());
        }
        return post(account, Operation.DECIDE_BOOKING, uid, "decline", body.toString());
    }

    /** @param emails of the attendees who did not come; none of them means that the host did not */
    public CalcomCall markAbsent(String account, String uid, List<String> emails) {
        var body = json.createObjectNode();
        if (emails.isEmpty()) {
            body.put("host", true);
        } else {
            var attendees = body.putArray("attendees");
            emails.forEach(email -> attendees.addObject().put("email", email).put("absent", true));
        }
        return post(account, Operation.MARK_ABSENT, uid, "mark-absent", body.toString());
    }

    private CalcomCall post(String account, Operation operation, String uid, String what, String body) {
        var path = "/v2/bookings/" + URLEncoder.encode(uid, UTF_8) + "/" + what;
        return CalcomCall.post(account, operation, version, path, body);
    }
}
