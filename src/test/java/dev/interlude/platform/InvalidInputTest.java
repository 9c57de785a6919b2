package dev.interlude.platform;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.availability.ClockChangeTest;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("integration")
@DisplayName("A booking request that makes no sense is refused by name of what is wrong, and nobody hears of it")
class InvalidInputTest extends AcceptanceTest {

    /** Nothing is ever booked on it. */
    private static final Day DAY = new Day(LocalDate.now(Day.BERLIN).plusYears(17));

    private int before;

    @BeforeEach
    void count() {
        before = books.count("booking") + books.count("saga") + books.count("hold");
    }

    @AfterEach
    void nobodyHeard() {
        assertThat(calcom.requestsAbout(DAY.date())).as("calls to Cal.com").isEmpty();
        assertThat(books.count("booking") + books.count("saga") + books.count("hold"))
                .as("stored")
                .isEqualTo(before);
    }

    private static Arguments wrong(int status, String pointer, String says, Consumer<ObjectNode> change) {
        return arguments(status, pointer, says, change);
    }

    static Stream<Arguments> wishes() {
        return Stream.of(
                wrong(422, "/service", "is not in the catalog", w -> w.put("service", "massage")),
                wrong(400, "/service", "is missing", w -> w.remove("service")),
                wrong(400, "/service", "must be text", w -> w.put("service", 7)),
                wrong(400, "/service", "letters", w -> w.put("service", "hair cut; drop table booking")),
                wrong(422, "/segments/0/staff", "ben cannot do colour", w -> segment(w, 0)
                        .put("staff", "ben")),
                wrong(422, "/segments/1/staff", "cleo cannot do style", w -> segment(w, 1)
                        .put("staff", "cleo")),
                wrong(422, "/segments/1/staff", "cannot do style", w -> segment(w, 1)
                        .put("staff", "nobody")),
                wrong(422, "/segments/1/start", "must be 30 to 45 minutes", w -> later(w, 29)),
                wrong(422, "/segments/1/start", "must be 30 to 45 minutes", w -> later(w, 46)),
                wrong(422, "/segments/0/start", "must begin at `start`", w -> w.put("start", DAY.at("11:00"))),
                wrong(422, "/segments/1/key", "no segment 'cut'", w -> segment(w, 1)
                        .put("key", "cut")),
                wrong(422, "/segments/1/key", "named twice", w -> segment(w, 1).put("key", "colour")),
                wrong(422, "/start", "must not be in the past", w -> past(w)),
                wrong(422, "/start", "does not exist in the calendar", w -> free(w).put(
                                "start", DAY.date().getYear() + 1 + "-02-30T09:00:00")),
                wrong(422, "/start", "does not exist", w -> gap(w)),
                wrong(400, "/start", "a time such as", w -> w.put("start", "tomorrow")),
                wrong(400, "/start", "a time such as", w -> w.put("start", DAY.toString())),
                wrong(400, "/start", "must be text", w -> w.put("start", 1_800_000_000)),
                wrong(400, "/start", "is missing", w -> w.remove("start")),
                wrong(422, "/start", "a whole minute", w -> w.put("start", DAY.at("09:00") + ".5")),
                wrong(422, "/segments/1/start", "a whole minute", w -> segment(w, 1)
                        .put("start", DAY.date() + "T10:15:20")),
                wrong(422, "/timeZone", "is not a time zone", w -> w.put("timeZone", "Europe/Bielefeld")),
                wrong(400, "/timeZone", "an IANA time zone", w -> w.put("timeZone", "+01:00")),
                wrong(422, "/attendee/timeZone", "is not a time zone", w -> attendee(w)
                        .put("timeZone", "Mars/Base")),
                wrong(400, "/attendee", "is missing", w -> w.remove("attendee")),
                wrong(400, "/attendee/email", "is missing", w -> attendee(w).remove("email")),
                wrong(400, "/attendee/email", "must be an e-mail address", w -> attendee(w)
                        .put("email", "zoe at home")),
                wrong(400, "/attendee/email", "must be", w -> attendee(w).put("email", "a@b.de\r\nBcc: all@b.de")),
                wrong(400, "/attendee/name", "is missing", w -> attendee(w).remove("name")),
                wrong(400, "/attendee/name", "more than blanks", w -> attendee(w)
                        .put("name", "   ")),
                wrong(400, "/attendee/name", "at most 200", w -> attendee(w).put("name", "x".repeat(201))),
                wrong(400, "/attendee/name", "cannot be stored", w -> attendee(w)
                        .put("name", "Z\u0000e")),
                wrong(400, "/attendee/phoneNumber", "international", w -> attendee(w)
                        .put("phoneNumber", "0151 12345")),
                wrong(400, "/attendee/phoneNumber", "international", w -> attendee(w)
                        .put("phoneNumber", "+123456")),
                wrong(400, "/attendee/language", "a language such as", w -> attendee(w)
                        .put("language", "German")),
                wrong(400, "/attendee/age", "is not known here", w -> attendee(w)
                        .put("age", 44)),
                wrong(400, "/colour", "is not known here", w -> w.put("colour", "red")),
                wrong(400, "/segments", "must be a list", w -> w.put("segments", "all")),
                wrong(400, "/segments", "at least 1", w -> w.putArray("segments")),
                wrong(400, "/segments/0/key", "is missing", w -> segment(w, 0).remove("key")),
                wrong(400, "/segments/0/calcom", "is not known here", w -> segment(w, 0)
                        .put("calcom", "x")),
                wrong(400, "/notes", "at most 2000", w -> w.put("notes", "x".repeat(2001))),
                wrong(400, "/metadata", "must be an object", w -> w.put("metadata", "x")),
                wrong(400, "/metadata", "at most 50", w -> keys(w, 200)),
                wrong(400, "/metadata/a~1b", "cannot be stored", w -> w.putObject("metadata")
                        .put("a/b", "\u0000")),
                wrong(400, "/linkedTo", "uuid", w -> w.put("linkedTo", "42")),
                wrong(400, "/priority", "must be one of", w -> w.put("priority", "highest")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("wishes")
    void refused(int status, String pointer, String says, Consumer<ObjectNode> change) {
        var requestBody = RequestBodies.colourAndStyle(DAY.at("09:00"), DAY.at("10:15"), "ben");
        change.accept(requestBody);

        requireProblem(caller.book(requestBody), status, pointer, says);
    }

    private static void requireProblem(Reply reply, int status, String pointer, String says) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(reply.about(pointer)).as(reply.text()).contains(says);
        assertThat(reply.at("/traceId")).matches("[0-9a-f]{32}");
        assertThat(reply.text()).doesNotContain("Exception", "dev.interlude.", "jackson");
    }

    static Stream<Arguments> bodies() {
        var requestBody = RequestBodies.haircut(DAY.at("09:00"), "anna").toString();
        return Stream.of(
                arguments("cut off", requestBody.substring(0, requestBody.length() - 9), "not valid JSON"),
                arguments("no JSON at all", "service=haircut", "not valid JSON"),
                arguments("two bodies", requestBody + requestBody, "not valid JSON"),
                arguments(
                        "a member twice",
                        requestBody.replaceFirst("\\{", "{\"service\":\"perm\","),
                        "names a member twice"),
                arguments("nested for ever", "{\"metadata\":" + "[".repeat(500) + "]".repeat(500) + "}", "nested"),
                arguments("nothing", "", "is missing"),
                arguments("a list", "[" + requestBody + "]", "must be an object"),
                arguments("null", "null", "must be an object"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    @DisplayName("a body that is")
    void bodyRefused(String name, String body, String says) {
        requireProblem(caller.post("/api/v1/bookings", body), 400, "", says);
    }

    @Test
    @DisplayName("every mistake of one request is named at once")
    void allAtOnce() {
        var requestBody = RequestBodies.haircut("yesterday", "anna").put("priority", "highest");
        ((ObjectNode) requestBody.path("attendee")).remove("email");

        assertThat(caller.book(requestBody).pointers())
                .containsExactlyInAnyOrder("/start", "/priority", "/attendee/email");
    }

    @Test
    @DisplayName("2 MiB of notes are too large for a body")
    void tooLarge() {
        var requestBody = RequestBodies.haircut(DAY.at("09:00"), "anna").put("notes", "x".repeat(2 << 20));

        var reply = caller.book(requestBody);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("BODY_TOO_LARGE");
    }

    private static ObjectNode attendee(ObjectNode requestBody) {
        return (ObjectNode) requestBody.path("attendee");
    }

    private static ObjectNode segment(ObjectNode requestBody, int index) {
        return (ObjectNode) requestBody.path("segments").path(index);
    }

    /** Style after so many minutes of pause. */
    private static void later(ObjectNode requestBody, int pause) {
        segment(requestBody, 1).put("start", DAY.at("" + LocalTime.of(9, 45).plusMinutes(pause)));
    }

    /** Without times of its own for the segments. */
    private static ObjectNode free(ObjectNode requestBody) {
        requestBody.remove("segments");
        return requestBody;
    }

    private static void past(ObjectNode requestBody) {
        free(requestBody)
                .put(
                        "start",
                        Instant.now().truncatedTo(MINUTES).minus(1, MINUTES).toString());
    }

    private static void gap(ObjectNode requestBody) {
        free(requestBody)
                .put("start", LocalDate.ofInstant(ClockChangeTest.change(Day.BERLIN, true), Day.BERLIN) + "T02:30:00");
    }

    private static void keys(ObjectNode requestBody, int count) {
        var metadata = requestBody.putObject("metadata");
        IntStream.range(0, count).forEach(i -> metadata.put("key" + i, i));
    }
}
