package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
@DisplayName("An address, a parameter or a key that makes no sense is refused, and Cal.com is not asked")
class InvalidQueryTest extends AcceptanceTest {

    private static final String AVAILABILITY = "/api/v1/availability";
    private static final String BOOKINGS = "/api/v1/bookings";

    @AfterEach
    void nobodyHeard() {
        assertThat(calcom.requestsAbout(LocalDate.parse("2030-01-07"))).isEmpty();
    }

    static Stream<Arguments> queries() {
        var dates = "service=haircut&from=2030-01-07&to=2030-01-08";
        return Stream.of(
                arguments(AVAILABILITY, "service=haircut&from=2030-01-07", 400, "?to", "is missing"),
                arguments(AVAILABILITY, "from=2030-01-07&to=2030-01-08", 400, "?service", "is missing"),
                arguments(AVAILABILITY, dates.replace("haircut", "massage"), 422, "?service", "not in the catalog"),
                arguments(AVAILABILITY, dates + "&limit=501", 400, "?limit", "at most 500"),
                arguments(AVAILABILITY, dates + "&limit=0", 400, "?limit", "at least 1"),
                arguments(AVAILABILITY, dates + "&limit=ten", 400, "?limit", "a whole number"),
                arguments(AVAILABILITY, dates + "&colour=red", 400, "?colour", "not known here"),
                arguments(AVAILABILITY, dates + "&limit=5&limit=6", 400, "?limit", "once"),
                arguments(AVAILABILITY, dates + "&order=cheapest", 400, "?order", "must be one of"),
                arguments(AVAILABILITY, dates + "&all=yes", 400, "?all", "true or false"),
                arguments(AVAILABILITY, dates + "&staff=zora", 422, "?staff", "zora does not do every segment"),
                arguments(AVAILABILITY, dates + "&timeZone=Mars/Base", 422, "?timeZone", "is not a time zone"),
                arguments(
                        AVAILABILITY,
                        "service=colour-and-style&from=2030-01-07&to=2030-01-08&staff=ben",
                        422,
                        "?staff",
                        "ben does not do every segment"),
                arguments(AVAILABILITY, "service=haircut&from=2030-01-08&to=2030-01-07", 422, "?to", "later than"),
                arguments(AVAILABILITY, "service=haircut&from=2030-01-07&to=2030-01-07", 422, "?to", "later than"),
                arguments(AVAILABILITY, "service=haircut&from=2030-01-01&to=2030-03-05", 422, "?to", "at most 62 days"),
                arguments(AVAILABILITY, "service=haircut&from=2030-02-30&to=2030-03-05", 422, "?from", "calendar"),
                arguments(AVAILABILITY, "service=haircut&from=monday&to=2030-03-05", 400, "?from", "a date such as"),
                arguments(AVAILABILITY, "service=haircut&from=%00&to=2030-03-05", 400, "?", "cannot be read"),
                arguments(BOOKINGS, "limit=501", 400, "?limit", "at most 500"),
                arguments(BOOKINGS, "status=LOST", 400, "?status", "must be one of"),
                arguments(BOOKINGS, "attendeeEmail=zoe", 400, "?attendeeEmail", "an e-mail address"),
                arguments(BOOKINGS, "from=2030-13-01", 422, "?from", "calendar"),
                arguments(BOOKINGS, "timeZone=Europe/Bielefeld", 422, "?timeZone", "is not a time zone"),
                arguments(BOOKINGS, "sort=start", 400, "?sort", "not known here"),
                arguments(
                        BOOKINGS + "/" + UUID.randomUUID(), "timeZone=Mars/Base", 422, "?timeZone", "not a time zone"));
    }

    @ParameterizedTest(name = "{0}?{1}: {2}")
    @MethodSource("queries")
    void refused(String path, String query, int status, String pointer, String says) {
        var reply = caller.get(path + "?" + query);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(reply.about(pointer)).as(reply.text()).contains(says);
    }

    @ParameterizedTest
    @DisplayName("a cursor that we did not give")
    @ValueSource(
            strings = {
                "abc",
                ".",
                "1.2",
                "12345.not-an-id",
                "9223372036854775807.0190a2b3-0000-7000-8000-000000000000",
                "-9223372036854775808.0190a2b3-0000-7000-8000-000000000000",
                "31556889864403199.0190a2b3-0000-7000-8000-000000000000",
                "99999999999999999999.0190a2b3-0000-7000-8000-000000000000"
            })
    void cursor(String cursor) {
        var reply = caller.get(BOOKINGS, List.of("cursor", cursor));

        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.about("?cursor")).contains("is not a nextCursor of ours");
    }

    @ParameterizedTest
    @DisplayName("an id that is none of ours")
    @ValueSource(
            strings = {"42", "null", "0190a2b3-0000-7000-8000-000000000000", "'", "%27%20or%20'1'='1", "%24%7Bbody%7D"})
    void id(String id) {
        for (var reply : List.of(
                caller.read(id),
                caller.get(BOOKINGS + "/" + id + "/history"),
                caller.cancel(id),
                caller.move(id, RequestBodies.to("2030-01-07T10:00:00")))) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("NOT_FOUND");
        }
    }

    @ParameterizedTest
    @DisplayName("times at the ends of the calendar find nothing and break nothing")
    @ValueSource(
            strings = {
                "to=0000-01-01",
                "from=0000-01-01&to=0001-01-01",
                "from=9999-12-31",
                "from=9999-12-31T23:59:59-18:00"
            })
    void ends(String query) {
        var reply = caller.get(BOOKINGS + "?" + query);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("bookings")).isEmpty();
    }

    @Test
    @DisplayName("no key, a wrong key and a key in the wrong place are 401, whatever is asked")
    void unauthenticated() {
        var body = RequestBodies.haircut(day.at("09:00"), "anna");

        for (var reply : List.of(
                caller.with(null).book(body),
                caller.with("wrong").book(body),
                caller.with("wrong").get(BOOKINGS),
                caller.with(null).get(BOOKINGS + "?key=" + Upstream.ADMIN),
                caller.with(null).book(body, "X-Api-Key", Upstream.ADMIN),
                caller.with(null).book(body, "Interlude-Caller", "admin", "Interlude-Roles", "book,admin"))) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("UNAUTHENTICATED");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(books.bookingsOn(day)).isEmpty();
    }

    @Test
    @DisplayName("a key that may only read reads, and is refused to book, move, cancel or make keys")
    void forbidden() {
        var key = RequestBodies.object().put("name", "reader-" + UUID.randomUUID());
        key.putArray("roles").add("read");
        var reader = caller.with(caller.post("/api/v1/keys", key).at("/key"));

        assertThat(reader.get(BOOKINGS).status()).isEqualTo(200);
        for (var reply : List.of(
                reader.book(RequestBodies.haircut(day.at("09:00"), "anna")),
                reader.book(RequestBodies.haircut(day.at("09:00"), "anna"), "Interlude-Roles", "book"),
                reader.cancel(UUID.randomUUID().toString()),
                reader.move(UUID.randomUUID().toString(), RequestBodies.to(day.at("10:00"))),
                reader.post("/api/v1/keys", key),
                reader.get("/api/v1/keys"))) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("FORBIDDEN");
        }
        assertThat(books.bookingsOn(day)).isEmpty();
    }

    @Test
    @DisplayName("another method, another address and another content type have answers of their own")
    void elsewhere() {
        assertThat(caller.get("/api/v1/appointments").status()).isEqualTo(404);
        assertThat(caller.ask("PUT", BOOKINGS, BodyPublishers.noBody()).status())
                .isEqualTo(405);
        assertThat(caller.book(RequestBodies.haircut(day.at("09:00"), "anna"), "Content-Type", "text/plain")
                        .code())
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
}
