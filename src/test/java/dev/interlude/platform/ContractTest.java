package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.docs.ShownContract;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The contract")
class ContractTest {

    private static final Contract CONTRACT = new Contract(new Json(new ObjectMapper()));
    private static final String GOOD =
            """
            {"service":"colour-and-style","start":"2026-12-07T09:00:00","timeZone":"Europe/Berlin","staff":null,
             "segments":[{"key":"colour","staff":"anna","start":"2026-12-07T09:00:00"}],
             "attendee":{"name":"Zoë Müller-O'Neill 💇","email":"zoe@example.com","timeZone":"Europe/Berlin",
               "language":"de","phoneNumber":"+4915112345678"},
             "notes":"","metadata":{"source":"phone","n":{"deep":[1,2.5,true,null]}},
             "autoRebook":{"maxShiftMinutes":120},"priority":"normal","overrideReason":null,"linkedTo":null}""";

    @Test
    @DisplayName("takes a whole booking, with apostrophes and emoji in names and any metadata")
    void whole() {
        var body = body("createBooking", GOOD);

        assertThat(body.at("/attendee/name").textValue()).isEqualTo("Zoë Müller-O'Neill 💇");
    }

    @Test
    @DisplayName("takes a booking of three members")
    void small() {
        body("createBooking", booking("\"attendee\":{\"name\":\"A\",\"email\":\"a@example.com\"}"));
    }

    @Test
    @DisplayName("names every field that is wrong, not only the first")
    void all() {
        var errors = refused(
                "createBooking",
                """
                {"service":7,"start":"tomorrow","attendee":{"name":" ","email":"zoe(at)example","age":30},
                 "segments":[{"staff":"anna"}],"priority":"high","linkedTo":"x","extra":1}""");

        assertThat(errors)
                .containsEntry("/service", "must be text")
                .containsEntry("/start", "must be a time such as 2026-12-07T09:00:00 or 2026-12-07T09:00:00+01:00")
                .containsEntry("/attendee/name", "must be more than blanks")
                .containsEntry("/attendee/email", "must be an e-mail address")
                .containsEntry("/attendee/age", "is not known here")
                .containsEntry("/segments/0/key", "is missing")
                .containsEntry("/priority", "must be one of normal, emergency")
                .containsEntry("/linkedTo", "must be a uuid")
                .containsEntry("/extra", "is not known here")
                .hasSize(9);
    }

    @Test
    @DisplayName("misses the attendee, and the attendee's email")
    void missing() {
        assertThat(refused("createBooking", booking("\"notes\":null")))
                .containsOnly(Map.entry("/attendee", "is missing"));
        assertThat(refused("createBooking", booking("\"attendee\":{\"name\":\"A\"}")))
                .containsOnly(Map.entry("/attendee/email", "is missing"));
        assertThat(refused("createBooking", booking("\"attendee\":null")))
                .containsOnly(Map.entry("/attendee", "must be an object"));
    }

    @Test
    @DisplayName("wants a body, and that it is an object")
    void noObject() {
        assertThat(refused("createBooking", "")).containsOnly(Map.entry("", "The body is missing"));
        assertThat(refused("createBooking", "[]")).containsEntry("", "must be an object");
        assertThat(refused("createBooking", "null")).containsEntry("", "must be an object");
        assertThat(body("cancelBooking", "").isObject()).isTrue();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"service\": | The body is not valid JSON (line 1, column 12)",
                "{\"service\":\"secret-x\" \"a\"} | The body is not valid JSON (line 1, column 23)",
                "{} {} | The body is not valid JSON",
                "{\"service\":1,\"service\":2} | The body names a member twice",
                "{'a':1} | The body is not valid JSON",
                "{\"a\":NaN} | The body is not valid JSON"
            })
    @DisplayName("refuses what is not JSON, and quotes none of it:")
    void broken(String text, String sentence) {
        assertThat(refused("createBooking", text).get("")).startsWith(sentence).doesNotContain("secret");
    }

    @Test
    @DisplayName("refuses JSON that is nested without end, and text that cannot be stored")
    void unreasonable() {
        assertThat(refused("createBooking", "[".repeat(50_000)).get("")).startsWith("The body is nested more than");
        assertThat(refused("createBooking", booking("\"notes\":\"a\\u0000b\"")))
                .containsOnly(Map.entry("/notes", "contains a character that cannot be stored"));
        assertThat(refused("createBooking", booking("\"notes\":\"a\\ud800b\"")))
                .containsOnly(Map.entry("/notes", "contains a character that cannot be stored"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1E+401"})
    @DisplayName("refuses numbers that nobody could count or store, wherever they stand")
    void numbers(String number) {
        assertThat(refused("createBooking", booking("\"metadata\":{\"n\":%s}".formatted(number))))
                .containsEntry("/metadata/n", "is a number beyond reason");
        assertThat(refused("createBooking", booking("\"priority\":%s".formatted(number))))
                .containsEntry("/priority", "is a number beyond reason");
        body("createBooking", GOOD.replace("2.5", "1e308"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-07T09:00", "2026-12-07T09:00:00Z", "2026-12-07T09:00:00.5+01:00"})
    @DisplayName("reads times with and without an offset")
    void times(String start) {
        body("createBooking", GOOD.replaceFirst("2026-12-07T09:00:00", start));
    }

    @Test
    @DisplayName("gives parameters their types and defaults")
    void query() {
        var query = CONTRACT.query(
                "searchAvailability",
                "service=haircut&from=2026-12-07&to=2026-12-08&limit=20&timeZone=Europe%2FBerlin");

        assertThat(query.path("limit").intValue()).isEqualTo(20);
        assertThat(query.path("all").booleanValue()).isFalse();
        assertThat(query.path("timeZone").textValue()).isEqualTo("Europe/Berlin");
        assertThat(CONTRACT.query("listBookings", null).path("limit").intValue())
                .isEqualTo(50);
    }

    @Test
    @DisplayName("names every parameter that is missing, wrong, unknown or given twice")
    void badQuery() {
        var errors = errors(catchThrowableOfType(
                Refused.class,
                () -> CONTRACT.query(
                        "searchAvailability", "limit=501&all=maybe&from=monday&order=best&foo=1&staff=a&staff=b")));

        assertThat(errors)
                .containsEntry("?to", "is missing")
                .containsEntry("?limit", "must be at most 500")
                .containsEntry("?all", "must be true or false")
                .containsEntry("?from", "must be a date such as 2026-12-07 or a time such as 2026-12-07T09:00:00")
                .containsEntry("?order", "must be one of earliest, shortest, fewest-changes, tightest")
                .containsEntry("?foo", "is not known here")
                .containsEntry("?staff", "is given more than once")
                .hasSize(7);
        assertThatThrownBy(() -> CONTRACT.query("listBookings", "a=%zz")).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("gives examples that it accepts itself")
    void examples() {
        var writer = new ObjectMapper();
        new ShownContract(Clock.systemUTC())
                .document()
                .path("paths")
                .forEach(path -> path.forEach(method -> {
                    var json = method.at("/requestBody/content/application~1json");
                    json.path("examples").forEach(example -> body(method, writer, example.path("value")));
                    if (json.has("example")) {
                        body(method, writer, json.path("example"));
                    }
                }));
    }

    private static void body(
            com.fasterxml.jackson.databind.JsonNode method,
            ObjectMapper writer,
            com.fasterxml.jackson.databind.JsonNode example) {
        body(method.path("operationId").asText(), example.toString());
    }

    private static com.fasterxml.jackson.databind.JsonNode body(String operation, String text) {
        return CONTRACT.body(operation, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> refused(String operation, String text) {
        return errors(catchThrowableOfType(Refused.class, () -> body(operation, text)));
    }

    private static Map<String, String> errors(Refused refused) {
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(400);
        return refused.problem().errors().stream()
                .collect(Collectors.toMap(
                        Problem.FieldError::pointer, Problem.FieldError::detail, (a, b) -> a + "; " + b));
    }

    private static String booking(String members) {
        return "{\"service\":\"haircut\",\"start\":\"2026-12-07T09:00:00\",%s}".formatted(members);
    }
}
