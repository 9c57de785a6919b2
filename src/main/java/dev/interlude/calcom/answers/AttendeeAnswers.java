package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.CalcomAttendee;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads the attendees of a booking: in no fixed order, with generated addresses or none, guests among them. */
final class AttendeeAnswers {

    private AttendeeAnswers() {}

    static List<CalcomAttendee> of(JsonNode booking) {
        var guests = guests(booking);
        return StreamSupport.stream(booking.path("attendees").spliterator(), false)
                .filter(JsonNode::isObject)
                .map(one -> new CalcomAttendee(who(one), absent(one), guests.contains(email(one))))
                .toList();
    }

    private static Attendee who(JsonNode attendee) {
        return Attendee.of(
                Answers.text(attendee, "name"),
                Answers.text(attendee, "email"),
                Answers.text(attendee, "timeZone"),
                Answers.text(attendee, "language"),
                Answers.text(attendee, "phoneNumber"));
    }

    private static Boolean absent(JsonNode attendee) {
        return attendee.path("absent").isBoolean() ? attendee.path("absent").booleanValue() : null;
    }

    /** Those who were invited; and where one of them is said to have booked, all others. A seat has no guests. */
    private static Set<String> guests(JsonNode booking) {
        var guests = new HashSet<String>();
        booking.path("guests").forEach(guest -> guests.add(lower(guest.asText(""))));
        var booker = lower(booking.path("bookingFieldsResponses").path("email").asText(""));
        var all = booking.path("attendees");
        if (StreamSupport.stream(all.spliterator(), false)
                        .anyMatch(one -> email(one).equals(booker))
                && !booker.isEmpty()) {
            all.forEach(one -> guests.add(email(one)));
            guests.remove(booker);
        }
        guests.remove("");
        return guests;
    }

    private static String email(JsonNode attendee) {
        return lower(attendee.path("email").asText(""));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
