package dev.interlude.absences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.request.RequestTimes;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Contract;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.BulkAction;
import dev.interlude.series.BulkRequest;
import dev.interlude.series.BulkRequests;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what is to be done with bookings that an absence concerns. An item that makes no sense is refused by itself. */
public class AbsenceItems {

    private static final String ABSENCE = "absence";
    private static final int RETRY_SOON = 2;
    private static final Set<BookingStatus> UNDER_WAY =
            EnumSet.of(BookingStatus.BOOKING, BookingStatus.RESCHEDULING, BookingStatus.COMPENSATING);
    private static final Set<BookingStatus> CANCELLED =
            EnumSet.of(BookingStatus.CANCELLED, BookingStatus.CANCEL_PENDING);

    private final Contract contract;
    private final ProblemAnswers problems;

    public AbsenceItems(Contract contract, ProblemAnswers problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /**
     * @param concerned the bookings it concerns
     * @param id the same for every repeat under the same Idempotency-Key
     */
    public BulkRequest read(
            JsonNode json, Absence absence, List<UUID> concerned, UUID id, Caller caller, String traceId) {
        var items = new ArrayList<BulkRequest.Item>();
        var left = new HashSet<>(concerned);
        for (var item : json.path("items")) {
            var position = items.size();
            var booking = UUID.fromString(item.path("booking").asText());
            var action = BulkAction.valueOf(item.path("action").asText().toUpperCase(Locale.ROOT));
            var body = body(item, action, absence);
            items.add(new BulkRequest.Item(
                    position,
                    BulkRequests.key(id, position),
                    action,
                    booking,
                    body,
                    problem(position, action, booking, body, left, traceId)));
        }
        return new BulkRequest(id, caller, items);
    }

    /** As a request of its own would have it, and the absence. Its reason is not the customer's business. */
    private static ObjectNode body(JsonNode item, BulkAction action, Absence absence) {
        ObjectNode body = item.deepCopy();
        var members =
                switch (action) {
                    case MOVE -> List.of("start", "timeZone", "segments", "reason");
                    case CANCEL -> List.of("reason");
                    default -> List.<String>of();
                };
        return body.retain(members).put(ABSENCE, absence.id().toString());
    }

    /** The absence because of which it is done. */
    public String absence(JsonNode body) {
        return body.path(ABSENCE).asText();
    }

    /** What a request of its own would be. */
    public JsonNode request(JsonNode body) {
        ObjectNode request = body.deepCopy();
        return request.without(ABSENCE);
    }

    /**
     * Whether it is still to be done: not if an attempt that died has done it.
     *
     * @param concerned the bookings that the absence concerns now
     * @throws Refused IN_PROGRESS while it is being changed; VALIDATION_FAILED when it was changed otherwise meanwhile
     */
    public boolean isOpen(JsonNode body, Booking booking, List<UUID> concerned) {
        if (UNDER_WAY.contains(booking.status())) {
            throw new Refused(Problem.of(ProblemCode.IN_PROGRESS, "This booking is just being booked, moved or undone.")
                    .withRetryAfter(RETRY_SOON));
        }
        if (concerned.contains(booking.id())) {
            return true;
        }
        if (body.has("start") ? isThere(body, booking) : CANCELLED.contains(booking.status())) {
            return false;
        }
        throw new Refused(Problem.meaning(
                "/booking", "is not concerned by this absence any more; it was changed meanwhile, and stays as it is"));
    }

    private static boolean isThere(JsonNode move, Booking booking) {
        var errors = new ArrayList<FieldError>();
        var times = new RequestTimes(move, booking.timeZone(), errors);
        return times.anyStart().equals(Optional.of(booking.start()))
                && times.segments().stream().allMatch(wanted -> booking.segment(wanted.key())
                        .filter(s -> wanted.staff().orElse(s.staff()).equals(s.staff()))
                        .filter(s -> wanted.start().orElse(s.start()).equals(s.start()))
                        .isPresent());
    }

    private ProblemAnswer problem(
            int position, BulkAction action, UUID booking, ObjectNode body, Set<UUID> left, String traceId) {
        try {
            if (!left.remove(booking)) {
                throw new Refused(Problem.meaning(
                        "/items/%d/booking".formatted(position),
                        "is not concerned by this absence, or was named before; the absence lists those that are"));
            }
            if (action == BulkAction.MOVE) {
                contract.check("rescheduleBooking", request(body));
            }
            return null;
        } catch (Refused refused) {
            return problems.of(refused.problem(), traceId);
        }
    }
}
