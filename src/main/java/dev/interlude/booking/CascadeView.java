package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Json;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cancelled booking as its caller sees it, with the outcome for each linked booking. */
public class CascadeView {

    private static final int RETRY_SOON = 5;

    private final BookingView bookings;
    private final ProblemAnswers problems;
    private final Json json;

    public CascadeView(BookingView bookings, ProblemAnswers problems, Json json) {
        this.bookings = bookings;
        this.problems = problems;
        this.json = json;
    }

    /** 200 when Cal.com has agreed to all of it, 202 while it has not. */
    public int statusOfCascade(Booking booking, List<LinkedBooking> linked) {
        return linked.stream().anyMatch(one -> one.status() == BookingStatus.CANCEL_PENDING)
                ? 202
                : bookings.statusOfCancelling(booking);
    }

    public Map<String, Object> ofCascade(Booking booking, List<LinkedBooking> linked, String traceId) {
        var view = bookings.of(booking);
        view.put("cascade", linked.stream().map(one -> shown(one, traceId)).toList());
        return view;
    }

    private Map<String, Object> shown(LinkedBooking one, String traceId) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", one.id());
        view.put("status", one.status());
        if (one.status() == BookingStatus.CANCEL_PENDING) {
            view.put("problem", pending(traceId));
        }
        return view;
    }

    /** Why a booking that was to be cancelled is not yet. */
    public JsonNode pending(String traceId) {
        var problem = Problem.of(
                        ProblemCode.CALCOM_UNAVAILABLE,
                        "Cal.com has not agreed to cancel it yet; it is asked again until it does.")
                .withRetryAfter(RETRY_SOON);
        return json.parse(problems.of(problem, traceId).body());
    }
}
