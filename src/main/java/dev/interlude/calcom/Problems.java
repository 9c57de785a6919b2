package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import java.util.List;

/** Translates Cal.com's refusals and failures into our problems; none of its text gets through. */
public final class Problems {

    /** Parts of Cal.com's messages for a time that is not available. */
    private static final List<String> TAKEN = List.of(
            "already has booking at this time or is not available",
            "can't be booked at the \"start\" time provided",
            "Attempting to book a meeting in the past",
            "booking_conflict_error",
            "No more seats left",
            "booking_limit_reached",
            "duration_limit_reached",
            "Rescheduling is not allowed within the minimum notice period",
            "create a record that already exists");

    private static final List<String> ATTENDEE = List.of(
            "attendee property is wrong",
            "email_validation_error",
            "responses - {email}",
            "responses - {name}",
            "phone number",
            "Cannot use this email to create the booking");

    private Problems() {}

    public static Problem of(Refusal refusal) {
        if (TAKEN.stream().anyMatch(refusal::says)) {
            return Problem.of(ProblemCode.SLOT_UNAVAILABLE, "Cal.com says that this time is not available any more.");
        }
        if (refusal.status() == 400 && ATTENDEE.stream().anyMatch(refusal::says)) {
            return Problem.meaning("/attendee", "Cal.com does not accept this attendee; check e-mail, phone and name.");
        }
        if (refusal.status() == 401 && refusal.says("expired")) {
            return Problem.of(
                    ProblemCode.CALCOM_REJECTED, "The account's API key has expired at Cal.com; make a new one there.");
        }
        return switch (refusal.status()) {
            case 401, 403 ->
                Problem.of(
                        ProblemCode.CALCOM_REJECTED,
                        "Cal.com does not let this account do that; its API key needs a look.");
            case 404 -> Problem.of(ProblemCode.CALCOM_REJECTED, "Cal.com does not know this event type or booking.");
            default -> Problem.of(ProblemCode.CALCOM_REJECTED, "Cal.com refused the request.");
        };
    }

    public static Problem of(Trouble trouble) {
        return switch (trouble.kind()) {
            case MALFORMED ->
                Problem.of(ProblemCode.CALCOM_MALFORMED, "Cal.com sent an answer that cannot be understood.");
            case BLOCKED, HELD_BACK ->
                unavailable(trouble, "Cal.com takes no more calls from this account for the moment.");
            case OVER_BUDGET ->
                Problem.of(
                                ProblemCode.UNAVAILABLE,
                                "Interlude has used up the calls to Cal.com that it may make at the moment.")
                        .withRetryAfter(trouble.retryAfterSeconds());
            case CROWDED ->
                Problem.of(ProblemCode.UNAVAILABLE, "Interlude has too many calls to Cal.com under way.")
                        .withRetryAfter(trouble.retryAfterSeconds());
            case BREAKER_OPEN -> unavailable(trouble, "Cal.com has failed too often; it is left alone for a moment.");
            case SILENT -> unavailable(trouble, "Cal.com did not answer in time.");
            case UNREACHABLE, BROKEN_OFF, SERVER_ERROR -> unavailable(trouble, "Cal.com cannot be reached.");
        };
    }

    private static Problem unavailable(Trouble trouble, String detail) {
        return Problem.of(ProblemCode.CALCOM_UNAVAILABLE, detail).withRetryAfter(trouble.retryAfterSeconds());
    }
}
