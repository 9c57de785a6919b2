package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.UnreadableBooking;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.observed.UnreadableRow;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.ArrayList;

/** Reads bookings as Cal.com shows them. */
public class BookingListAnswers {

    /** Cal.com's have 22 letters. */
    private static final int LONGEST_UID = 100;

    /**
     * One booking; of a series the first.
     *
     * @throws Refused NOT_FOUND when Cal.com does not know it
     * @throws UnreadableBooking when the booking is invalid
     */
    public CalcomBooking booking(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && refusal.status() == 404) {
            throw Refused.because(ProblemCode.NOT_FOUND, "Cal.com does not know this booking.");
        }
        var data = Answers.data(answer);
        return booking(data.isArray() ? data.path(0) : data);
    }

    /**
     * A page of bookings. A row that cannot be used is set aside with its reason; the others count.
     *
     * @throws Refused when there is no list
     */
    public CalcomBookingPage page(CalcomAnswer answer) {
        var data = Answers.data(answer);
        if (!data.isArray()) {
            throw Answers.malformed("a list that is none");
        }
        var bookings = new ArrayList<CalcomBooking>();
        var unreadable = new ArrayList<UnreadableRow>();
        for (var row : data) {
            try {
                bookings.add(booking(row));
            } catch (UnreadableBooking e) {
                unreadable.add(new UnreadableRow(
                        uid(row), Answers.instant(row, "start"), Answers.instant(row, "updatedAt"), e.why()));
            }
        }
        var more = ((Success) answer).pagination().path("hasNextPage").asBoolean(false);
        if (more && data.isEmpty()) {
            throw Answers.malformed("an empty page with more behind it");
        }
        return new CalcomBookingPage(bookings, unreadable, more);
    }

    /**
     * A booking that its host has just decided on.
     *
     * @throws Refused when Cal.com did not take the decision
     */
    public CalcomBooking decided(CalcomAnswer answer) {
        return booking(answer);
    }

    /** Whether it waits for its host; one that Cal.com does not know does not. */
    public boolean waits(CalcomAnswer answer) {
        return !(answer instanceof Refusal refusal && refusal.status() == 404)
                && booking(answer).isPending();
    }

    /**
     * A booking that waits for no decision.
     *
     * @param accepted what was to be decided
     * @return the booking, if that has been decided before
     * @throws Refused ALREADY_CANCELLED if the opposite has been decided
     */
    public CalcomBooking standing(CalcomBooking booking, boolean accepted) {
        if ((booking.status() == Status.ACCEPTED) != accepted) {
            throw new Refused(
                    accepted
                            ? Problem.of(ProblemCode.ALREADY_CANCELLED, "This booking is cancelled in Cal.com.")
                            : Problem.of(ProblemCode.CALCOM_REJECTED, "This booking is confirmed; cancel it instead."));
        }
        return booking;
    }

    private static CalcomBooking booking(JsonNode booking) {
        var uid = uid(booking);
        var start = Answers.instant(booking, "start");
        var end = Answers.instant(booking, "end");
        if (uid == null) {
            throw new UnreadableBooking("it has no uid");
        }
        if (start == null || end == null) {
            throw new UnreadableBooking("its " + (start == null ? "start" : "end") + " is missing or is no time");
        }
        if (!end.isAfter(start)) {
            throw new UnreadableBooking("its end is not after its start");
        }
        var metadata = booking.path("metadata");
        return new CalcomBooking(
                uid,
                Status.of(booking.path("status").asText()),
                start,
                end,
                eventType(booking),
                new ObservedAttendees(AttendeeAnswers.of(booking), true),
                metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode(),
                Answers.text(booking, "rescheduledFromUid"),
                Answers.text(booking, "rescheduledToUid"),
                Answers.instant(booking, "createdAt"),
                Answers.instant(booking, "updatedAt"));
    }

    private static String uid(JsonNode booking) {
        var uid = Answers.text(booking, "uid");
        return uid == null || uid.length() > LONGEST_UID ? null : uid;
    }

    private static Long eventType(JsonNode booking) {
        var id = booking.path("eventType")
                .path("id")
                .asLong(booking.path("eventTypeId").asLong(0));
        return id == 0 ? null : id;
    }
}
