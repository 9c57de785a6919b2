package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.Outcome.InDoubt;
import dev.interlude.booking.Outcome.SaidNo;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.booking.move.Move;
import dev.interlude.calcom.Problems;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.BookingCalls;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/** Interprets Cal.com's answers about bookings. */
public class BookingAnswers {

    private static final Pattern MOVED_TO = Pattern.compile("rescheduled already to booking with uid=([0-9A-Za-z]+)");

    private static final InDoubt NOT_FOUND = new InDoubt(
            Problem.of(ProblemCode.CALCOM_UNAVAILABLE, "Cal.com shows no booking with our key at that time."));

    /** The outcome of a create or a move; in doubt when it may have happened unseen. */
    public Outcome outcome(CalcomAnswer answer) {
        if (answer instanceof Success success) {
            return done(success.data());
        }
        if (answer instanceof Refusal refusal) {
            return new SaidNo(Problems.of(refusal));
        }
        var trouble = (Trouble) answer;
        return trouble.sent() ? new InDoubt(Problems.of(trouble)) : new SaidNo(Problems.of(trouble));
    }

    /**
     * The outcome of a create in doubt after a look-up.
     *
     * @param before the outcome in doubt; it stays so when nothing is found
     */
    public Outcome found(CalcomAnswer answer, UUID segment, Outcome before) {
        if (!(answer instanceof Success success)) {
            return before;
        }
        for (var booking : success.data()) {
            var ours = segment.toString()
                    .equals(booking.path("metadata")
                            .path(BookingCalls.SEGMENT_KEY)
                            .asText());
            if (ours && mayBeAlive(booking)) {
                return done(booking);
            }
        }
        return before;
    }

    /**
     * The uid of what a lost create has left at Cal.com, or null.
     *
     * @throws Refused when Cal.com could not be asked
     */
    public String uidOf(CalcomAnswer answer, UUID segment) {
        return leftOf(answer, segment) instanceof Done done ? done.calcomUid() : null;
    }

    /**
     * The outcome of a create whose answer was lost: done, or still in doubt.
     *
     * @throws Refused when Cal.com could not be asked
     */
    public Outcome leftOf(CalcomAnswer answer, UUID segment) {
        if (!(answer instanceof Success)) {
            throw new Refused(problem(answer));
        }
        return found(answer, segment, NOT_FOUND);
    }

    /**
     * Whether the booking was gone from Cal.com before: then it may have been moved, and has a new uid.
     *
     * @throws Refused when it is not gone, or that is unknown
     */
    public boolean goneBefore(CalcomAnswer answer) {
        if (answer instanceof Success) {
            return false;
        }
        if (answer instanceof Refusal refusal) {
            if (refusal.says("has been cancelled already")) {
                return true;
            }
            if (refusal.status() == 404 && refusal.says("Booking with uid=")) {
                return false;
            }
        }
        throw new Refused(problem(answer));
    }

    /**
     * The outcome of a move. If Cal.com says that the old uid was already moved, it may have been our own call whose
     * answer was lost.
     */
    public Outcome moveOutcome(CalcomAnswer answer, Move move) {
        if (answer instanceof Refusal refusal) {
            var moved = MOVED_TO.matcher(refusal.message());
            if (moved.find()) {
                return new InDoubt(Problems.of(refusal));
            }
            if (refusal.says("because it has been cancelled")) {
                return new SaidNo(
                        Problem.of(
                                ProblemCode.SEGMENT_MISSING,
                                "The part with " + move.staff() + " at " + move.fromStart()
                                        + " has been cancelled in Cal.com, so nothing was moved."),
                        true);
            }
        }
        return outcome(answer);
    }

    /**
     * Where a booking has been moved to, as the old one says; null when it has not been moved.
     *
     * @throws Refused when Cal.com could not be asked
     */
    public String movedTo(CalcomAnswer answer) {
        if (!(answer instanceof Success success)) {
            throw new Refused(problem(answer));
        }
        var to = success.data().path("rescheduledToUid").asText("");
        return to.isEmpty() ? null : to;
    }

    /**
     * The uid of what a booking was moved to; null if it is not at our time: then people moved it.
     *
     * @throws Refused when Cal.com could not be asked
     */
    public String movedAsPlanned(CalcomAnswer answer, Move move) {
        var to = Answers.data(answer);
        return move.toStart().equals(Answers.instant(to, "start")) ? Answers.required(to, "uid") : null;
    }

    /**
     * The outcome of a move in doubt, from the new booking.
     *
     * @param start where it was to go; if it stands elsewhere, it was moved again
     */
    public Outcome arrived(CalcomAnswer answer, Instant start, Outcome before) {
        if (!(answer instanceof Success success)) {
            return before;
        }
        if (done(success.data()) instanceof Done done
                && mayBeAlive(success.data())
                && done.start().equals(start)) {
            return done;
        }
        return new SaidNo(Problem.of(ProblemCode.CALCOM_REJECTED, "This booking has been moved in Cal.com."), true);
    }

    private static Problem problem(CalcomAnswer answer) {
        return answer instanceof Refusal refusal ? Problems.of(refusal) : Problems.of((Trouble) answer);
    }

    private static boolean mayBeAlive(JsonNode booking) {
        return !Status.of(booking.path("status").asText()).isEnded();
    }

    private static Outcome done(JsonNode booking) {
        try {
            return new Done(
                    booking.required("uid").asText(),
                    "pending".equals(booking.path("status").asText()),
                    instant(booking, "start"),
                    instant(booking, "end"),
                    new ObservedAttendees(AttendeeAnswers.of(booking), true));
        } catch (IllegalArgumentException | DateTimeException e) {
            return new InDoubt(
                    Problems.of(new Trouble(CalcomAnswer.Kind.MALFORMED, true, 1, "a booking without its uid")));
        }
    }

    private static Instant instant(JsonNode booking, String member) {
        return OffsetDateTime.parse(booking.required(member).asText()).toInstant();
    }
}
