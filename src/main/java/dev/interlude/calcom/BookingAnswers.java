package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.Outcome.InDoubt;
import dev.interlude.booking.Outcome.SaidNo;
import dev.interlude.calcom.CalcomAnswer.Refusal;
import dev.interlude.calcom.CalcomAnswer.Success;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/** Says what Cal.com's answers about bookings mean to a booking of ours. */
public class BookingAnswers {

    private static final Pattern MOVED_TO = Pattern.compile("rescheduled already to booking with uid=([0-9A-Za-z]+)");

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
     * What a look-up says of a create in doubt.
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
            if (ours && alive(booking)) {
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
        if (!(answer instanceof Success)) {
            throw new Refused(problem(answer));
        }
        return found(answer, segment, null) instanceof Done done ? done.calcomUid() : null;
    }

    /**
     * Whether the booking was gone from Cal.com before: then somebody may have moved it, and it lives on under another uid.
     *
     * @throws Refused when it is not gone, or nobody knows
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

    /** The outcome of a move whose old uid Cal.com says to have moved already: by us, before an answer got lost. */
    public Outcome moveOutcome(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal) {
            var moved = MOVED_TO.matcher(refusal.message());
            if (moved.find()) {
                return new InDoubt(Problems.of(refusal));
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
     * What the new booking says of a move in doubt.
     *
     * @param start where it was to go; if it stands elsewhere, somebody else has moved it
     */
    public Outcome arrived(CalcomAnswer answer, Instant start, Outcome before) {
        if (!(answer instanceof Success success)) {
            return before;
        }
        if (done(success.data()) instanceof Done done
                && alive(success.data())
                && done.start().equals(start)) {
            return done;
        }
        return new SaidNo(
                Problem.of(ProblemCode.CALCOM_REJECTED, "This booking has been moved in Cal.com by somebody else."));
    }

    private static Problem problem(CalcomAnswer answer) {
        return answer instanceof Refusal refusal ? Problems.of(refusal) : Problems.of((Trouble) answer);
    }

    private static boolean alive(JsonNode booking) {
        return switch (booking.path("status").asText()) {
            case "cancelled", "rejected" -> false;
            default -> true;
        };
    }

    private static Outcome done(JsonNode booking) {
        try {
            return new Done(
                    booking.required("uid").asText(),
                    "pending".equals(booking.path("status").asText()),
                    instant(booking, "start"),
                    instant(booking, "end"));
        } catch (IllegalArgumentException | DateTimeException e) {
            return new InDoubt(
                    Problems.of(new Trouble(CalcomAnswer.Kind.MALFORMED, true, 1, "a booking without its uid")));
        }
    }

    private static Instant instant(JsonNode booking, String member) {
        return OffsetDateTime.parse(booking.required(member).asText()).toInstant();
    }
}
