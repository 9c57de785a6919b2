package dev.interlude.calcom.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Builds the requests about reserved slots, for custom flows; ours rely on holds. */
public class ReservationCalls {

    private static final String PATH = "/v2/slots/reservations";

    private final ObjectMapper json;
    private final String version;

    /** @param version the value of {@code cal-api-version} for slots */
    public ReservationCalls(ObjectMapper json, String version) {
        this.json = json;
        this.version = version;
    }

    public CalcomCall create(String account, long eventTypeId, Instant start, int minutes) {
        var body = json.createObjectNode()
                .put("eventTypeId", eventTypeId)
                .put("slotStart", start.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reservationDuration", minutes);
        return CalcomCall.post(account, Operation.CHANGE_RESERVATION, version, PATH, body.toString());
    }

    public CalcomCall read(String account, String uid) {
        return CalcomCall.get(account, Operation.READ_RESERVATION, version, path(uid), null);
    }

    public CalcomCall delete(String account, String uid) {
        return CalcomCall.delete(account, Operation.CHANGE_RESERVATION, version, path(uid));
    }

    private static String path(String uid) {
        return PATH + "/" + URLEncoder.encode(uid, UTF_8);
    }
}
