package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of a salon's wishes share: how they ask, and which answers they require. */
public abstract class SalonTest extends AcceptanceTest {

    /** How many bookings a day finn takes. */
    protected static final int STAFF_LIMIT = 3;

    protected static final List<Long> HAIRCUT_OF_ALL = List.of(101L, 102L, 103L, 104L, 105L);

    @Autowired
    protected JdbcClient jdbc;

    protected static void requireFull(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("CAPACITY_EXCEEDED");
    }

    /** With a key of just these roles. */
    protected Upstream with(String... roles) {
        var key = RequestBodies.object().put("name", "with-" + String.join("-", roles) + "-" + day);
        List.of(roles).forEach(key.putArray("roles")::add);
        return caller.with(caller.post("/api/v1/keys", key).at("/key"));
    }

    protected static void requireForbidden(Reply reply, String pointer) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("FORBIDDEN");
        assertThat(reply.pointers()).containsExactly(pointer);
    }

    protected static ObjectNode shifting(ObjectNode body, int minutes) {
        body.putObject("autoRebook").put("maxShiftMinutes", minutes);
        return body;
    }

    /** Prepared and finished by others, at other times; only the main treatment is everybody's at ten and by ben. */
    protected ObjectNode benAtTen(int caller) {
        var others = List.of("anna", "cleo", "dora", "emil");
        var later = 5 * (caller / 4);
        var start = day.at("09:%02d".formatted(later));
        var body = RequestBodies.booking("full-treatment", start);
        body.putArray("segments")
                .add(segment("prepare", others.get(caller % 4), start))
                .add(segment("main", "ben", day.at("10:00")))
                .add(segment("finish", others.get((caller + 1) % 4), day.at("11:%d".formatted(30 + later))));
        return body;
    }

    protected void requireInvalid(Reply reply, String pointer) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(reply.pointers()).containsExactly(pointer);
    }

    /** An offer, taken as it was shown. */
    protected static ObjectNode chosen(String service, JsonNode offer) {
        var body = RequestBodies.booking(service, offer.path("start").asText());
        body.set("segments", offer.path("segments"));
        return body;
    }

    protected static ObjectNode segment(String key, String staff, String start) {
        return RequestBodies.object().put("key", key).put("staff", staff).put("start", start);
    }

    protected static List<String> starts(JsonNode appointment) {
        return appointment
                .path("segments")
                .valueStream()
                .map(s -> s.path("start").asText())
                .toList();
    }

    /** What the clock shows, without its offset. */
    protected static String local(String shown) {
        return shown.substring(0, 19);
    }

    protected static ObjectNode query(String service, Day from, String to) {
        return RequestBodies.object()
                .put("service", service)
                .put("from", from.toString())
                .put("to", to);
    }

    protected void shift(Reply booking, String by) {
        jdbc.sql("update booking set start_at = start_at %1$s, end_at = end_at %1$s where id = :id".formatted(by))
                .param("id", UUID.fromString(booking.id()))
                .update();
    }

    protected Reply awaitDecided(Reply series) {
        return await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> caller.get(series.header("Location")), r -> !r.at("/status")
                        .equals("BOOKING"));
    }

    protected static List<Day> daysOfFarWeek() {
        return Stream.iterate(Day.ofFarWeek(), Day::next).limit(4).toList();
    }

    public static ObjectNode series(ObjectNode booking, String frequency, int count, String mode) {
        var body = RequestBodies.object().put("mode", mode);
        body.set("booking", booking);
        body.putObject("recurrence").put("frequency", frequency).put("count", count);
        return body;
    }

    protected Reply cancelSeries(Reply series, String scope, String from) {
        return caller.post(
                "/api/v1/series/" + series.id() + "/cancel",
                RequestBodies.object().put("scope", scope).put("bookingId", from));
    }

    protected static ObjectNode linked(ObjectNode body, Reply to) {
        return body.put("linkedTo", to.id());
    }
}
