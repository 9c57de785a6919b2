package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.UnreadableBooking;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.calcom.answers.BookingListAnswers;
import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.SlotAnswers;
import dev.interlude.observed.UnreadableRow;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What people have seen Cal.com answer")
class OddAnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SlotRead MONDAY =
            new SlotRead("salon", 101, LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 1));
    private static final Instant NINE = Instant.parse("2027-03-01T09:00:00Z");

    @Test
    @DisplayName("slots marked as away are not free, and one odd slot does not hide the others")
    void slots() throws JsonProcessingException {
        assertThat(
                        slots(
                                """
                {"2027-03-01":[{"start":"2027-03-01T08:00:00Z","away":true,"reason":"Vacation"},{"start":null},{},
                 {"start":"2027-03-01T09:00:00Z","away":false},"2027-03-01T09:30:00Z",null],"2027-03-02":null}"""))
                .containsExactly(NINE, NINE.plusSeconds(1800));
        assertThat(slots("{}")).isEmpty();
        assertThat(slots("[]")).isEmpty();
        assertThat(slots("{\"2027-03-01\":[]}")).isEmpty();
        assertThat(slots("{\"2027-03-01\":[{\"away\":true}]}")).isEmpty();
        for (var garbage : List.of("[1]", "\"x\"", "null", "{\"2027-03-01\":[{\"time\":9}]}")) {
            assertThatThrownBy(() -> slots(garbage))
                    .as(garbage)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.CALCOM_MALFORMED));
        }
    }

    @Test
    @DisplayName("an odd row is set aside with its reason, and the rest of the page counts")
    void page() throws JsonProcessingException {
        var good = row("good", "09:00", "09:30", "");
        var page = new BookingListAnswers()
                .page(answer("["
                        + String.join(
                                ",",
                                row("backwards", "11:00", "10:30", ""),
                                row("empty", "11:00", "11:00", ""),
                                good,
                                "{\"uid\":\"endless\",\"start\":\"2027-03-01T09:00:00Z\",\"end\":null,\"updatedAt\":\"2027-02-01T00:00:00Z\"}",
                                "{\"start\":\"2027-03-01T09:00:00Z\"}",
                                "null")
                        + "]"));

        assertThat(page.bookings()).extracting(CalcomBooking::uid).containsExactly("good");
        assertThat(page.unreadable())
                .extracting(UnreadableRow::uid, UnreadableRow::why)
                .containsExactly(
                        tuple("backwards", "its end is not after its start"),
                        tuple("empty", "its end is not after its start"),
                        tuple("endless", "its end is missing or is no time"),
                        tuple(null, "it has no uid"),
                        tuple(null, "it has no uid"));
        assertThat(page.unreadable().get(2).updatedAt()).isEqualTo(Instant.parse("2027-02-01T00:00:00Z"));
        assertThat(page.rows()).isEqualTo(6);
        assertThatThrownBy(() -> new BookingListAnswers().booking(answer(row("backwards", "11:00", "10:30", ""))))
                .isInstanceOf(UnreadableBooking.class);
    }

    @Test
    @DisplayName("attendees come in any order, with nulls and guests; who booked is not taken for a guest")
    void attendees() throws JsonProcessingException {
        var people =
                """
                ,"attendees":[null,{"email":"guest@example.com","name":"G","absent":true},{"name":"Zoë \\ud83d\\u0000","email":"Zoe@example.com","absent":false},{"email":null}],
                "bookingFieldsResponses":{"email":"zoe@example.com"},"metadata":[],"absentHost":true""";

        var seen = new BookingListAnswers()
                .booking(answer(row("u", "09:00", "09:30", people)))
                .attendees();

        assertThat(seen.all())
                .extracting(one -> one.who().email(), CalcomAttendee::guest, CalcomAttendee::absent)
                .containsExactly(
                        tuple("guest@example.com", true, true),
                        tuple("Zoe@example.com", false, false),
                        tuple(null, false, null));
        assertThat(seen.booker().orElseThrow().name())
                .as("what cannot be stored is left out")
                .isEqualTo("Zoë ");
        assertThat(new BookingListAnswers()
                        .booking(answer(row("u", "09:00", "09:30", ",\"attendees\":null")))
                        .attendees()
                        .all())
                .isEmpty();
    }

    private static String row(String uid, String start, String end, String more) {
        return "{\"uid\":\"%s\",\"status\":\"accepted\",\"start\":\"2027-03-01T%s:00Z\",\"end\":\"2027-03-01T%s:00Z\"%s}"
                .formatted(uid, start, end, more);
    }

    private static List<Instant> slots(String data) throws JsonProcessingException {
        return new SlotAnswers().starts(answer(data), MONDAY);
    }

    private static CalcomAnswer answer(String data) throws JsonProcessingException {
        return new CalcomAnswer.Success(JSON.readTree(data), JSON.createObjectNode());
    }
}
