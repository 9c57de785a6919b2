package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.Attendee;
import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.SeenPage;
import dev.interlude.calcom.CalcomAnswer.Refusal;
import dev.interlude.calcom.CalcomAnswer.Success;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.util.ArrayList;
import java.util.Locale;

/** Reads bookings as Cal.com shows them. */
public class SeenAnswers {

    /**
     * One booking; of a series the first.
     *
     * @throws Refused NOT_FOUND when Cal.com does not know it
     */
    public SeenBooking booking(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && refusal.status() == 404) {
            throw Refused.because(ProblemCode.NOT_FOUND, "Cal.com does not know this booking.");
        }
        var data = Answers.data(answer);
        return seen(data.isArray() ? data.path(0) : data);
    }

    /**
     * A page of bookings.
     *
     * @throws Refused when one of them cannot be read: a page with a hole in it is none
     */
    public SeenPage page(CalcomAnswer answer) {
        var data = Answers.data(answer);
        if (!data.isArray()) {
            throw Answers.malformed("a list that is none");
        }
        var bookings = new ArrayList<SeenBooking>();
        data.forEach(booking -> bookings.add(seen(booking)));
        var more = ((Success) answer).pagination().path("hasNextPage").asBoolean(false);
        if (more && bookings.isEmpty()) {
            throw Answers.malformed("an empty page with more behind it");
        }
        return new SeenPage(bookings, more);
    }

    /**
     * A booking that its host has just decided on.
     *
     * @throws Refused when Cal.com did not take the decision
     */
    public SeenBooking decided(CalcomAnswer answer) {
        return booking(answer);
    }

    /**
     * A booking that waits for no decision.
     *
     * @param accepted what was to be decided
     * @return the booking, if that has been decided before
     * @throws Refused ALREADY_CANCELLED if the opposite has been decided
     */
    public SeenBooking standing(SeenBooking booking, boolean accepted) {
        if ((booking.status() == Status.ACCEPTED) != accepted) {
            throw new Refused(
                    accepted
                            ? Problem.of(ProblemCode.ALREADY_CANCELLED, "This booking is cancelled in Cal.com.")
                            : Problem.of(ProblemCode.CALCOM_REJECTED, "This booking is confirmed; cancel it instead."));
        }
        return booking;
    }

    private static SeenBooking seen(JsonNode booking) {
        var metadata = booking.path("metadata");
        return new SeenBooking(
                Answers.required(booking, "uid"),
                status(booking),
                Answers.requiredInstant(booking, "start"),
                Answers.requiredInstant(booking, "end"),
                eventType(booking),
                attendee(booking.path("attendees").path(0)),
                absent(booking),
                metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode(),
                Answers.text(booking, "rescheduledFromUid"),
                Answers.text(booking, "rescheduledToUid"),
                Answers.instant(booking, "createdAt"),
                Answers.instant(booking, "updatedAt"));
    }

    private static Status status(JsonNode booking) {
        try {
            return Status.valueOf(booking.path("status").asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Status.UNKNOWN;
        }
    }

    private static Long eventType(JsonNode booking) {
        var id = booking.path("eventType")
                .path("id")
                .asLong(booking.path("eventTypeId").asLong(0));
        return id == 0 ? null : id;
    }

    private static Attendee attendee(JsonNode attendee) {
        return attendee.isObject()
                ? Attendee.of(
                        Answers.text(attendee, "name"),
                        Answers.text(attendee, "email"),
                        Answers.text(attendee, "timeZone"),
                        Answers.text(attendee, "language"),
                        Answers.text(attendee, "phoneNumber"))
                : null;
    }

    private static boolean absent(JsonNode booking) {
        var absent = booking.path("absentHost").asBoolean(false);
        for (var attendee : booking.path("attendees")) {
            absent |= attendee.path("absent").asBoolean(false);
        }
        return absent;
    }
}
