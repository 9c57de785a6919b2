package dev.interlude.calcom.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.Release;
import dev.interlude.booking.move.Move;
import dev.interlude.calcom.answers.MetadataLimits;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Builds the requests about bookings. Paths, members and limits are Cal.com's. */
public class BookingCalls {

    /** Our key in Cal.com's metadata: the id of the segment. */
    public static final String SEGMENT_KEY = dev.interlude.observed.ObservedBooking.SEGMENT_KEY;

    static final String BOOKING_KEY = "interludeBooking";

    private static final String PATH = "/v2/bookings";

    private final ObjectMapper json;
    private final String version;

    /** @param version the value of {@code cal-api-version} for bookings */
    public BookingCalls(ObjectMapper json, String version) {
        this.json = json;
        this.version = version;
    }

    public CalcomCall create(BookingPlan plan, PlannedSegment segment) {
        var body = json.createObjectNode();
        body.put("start", utc(segment.start()));
        body.put("eventTypeId", segment.eventTypeId());
        var attendee = body.putObject("attendee");
        attendee.put("name", plan.attendee().name());
        attendee.put("email", plan.attendee().email());
        attendee.put("timeZone", plan.attendee().timeZone());
        attendee.put("language", Languages.fit(plan.attendee().language()));
        if (plan.attendee().phoneNumber() != null) {
            attendee.put("phoneNumber", plan.attendee().phoneNumber());
        }
        if (!plan.notes().isEmpty()) {
            body.putObject("bookingFieldsResponses").put("notes", plan.notes());
        }
        var ours = Map.of(
                SEGMENT_KEY,
                segment.id().toString(),
                BOOKING_KEY,
                segment.booking().toString());
        body.set("metadata", json.valueToTree(MetadataLimits.fit(ours, plan.metadata())));
        return CalcomCall.post(segment.account(), Operation.CREATE_BOOKING, version, PATH, body.toString());
    }

    /** The host's bookings at that time with that event type; our key identifies the one we look for. */
    public CalcomCall find(PlannedSegment segment) {
        return find(segment.account(), segment.eventTypeId(), segment.start(), segment.end());
    }

    public CalcomCall find(Release release) {
        return find(release.account(), release.eventTypeId(), release.start(), release.end());
    }

    public CalcomCall get(String account, String uid) {
        return CalcomCall.get(account, Operation.GET_BOOKING, version, path(uid), null);
    }

    /** Always with a reason: Cal.com demands one of a host. */
    public CalcomCall cancel(String account, String uid, CharSequence reason) {
        var body = json.createObjectNode().put("cancellationReason", reason(reason));
        return CalcomCall.post(account, Operation.CANCEL_BOOKING, version, path(uid) + "/cancel", body.toString());
    }

    /** The reason stored with the cancelled booking. */
    public static String reason(CharSequence reason) {
        return blank(reason) ? "cancelled" : reason.toString();
    }

    public CalcomCall move(Move move, String uid, Instant start, CharSequence reason) {
        var body = json.createObjectNode().put("start", utc(start));
        if (!blank(reason)) {
            body.put("reschedulingReason", reason.toString());
        }
        return CalcomCall.post(
                move.account(), Operation.MOVE_BOOKING, version, path(uid) + "/reschedule", body.toString());
    }

    private CalcomCall find(String account, long eventTypeId, Instant start, Instant end) {
        var query = "eventTypeId=" + eventTypeId + "&afterStart=" + utc(start) + "&beforeEnd=" + utc(end) + "&take=100";
        return CalcomCall.get(account, Operation.FIND_BOOKING, version, PATH, query);
    }

    private static boolean blank(CharSequence text) {
        return text == null || text.toString().isBlank();
    }

    private static String path(String uid) {
        return PATH + "/" + URLEncoder.encode(uid, UTF_8);
    }

    private static String utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
