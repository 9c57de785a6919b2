package dev.interlude.booking.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("The list of bookings")
class BookingListTest extends AcceptanceTest {

    private Reply list(String... more) {
        var query = new ArrayList<>(List.of("from", "" + day, "to", "" + day.next()));
        query.addAll(List.of(more));
        var page = caller.get("/api/v1/bookings", query);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page;
    }

    private static List<String> ids(Reply page) {
        return page.each("/bookings", "id");
    }

    @Test
    @DisplayName(
            "is sorted by start and comes in pages that neither repeat nor skip, also when something is booked between")
    void pages() {
        var ids = new ArrayList<String>();
        for (var time : List.of("14:00", "09:00", "11:00")) {
            ids.add(caller.booked(RequestBodies.haircut(day.at(time), "anna")).id());
        }
        var ben = caller.booked(RequestBodies.haircut(day.at("11:00"), "ben")).id();
        var cleo = caller.booked(RequestBodies.haircut(day.at("11:00"), "cleo")).id();

        var first = list("limit", "2");
        caller.booked(RequestBodies.haircut(day.at("09:00"), "dora"));
        var second = list("limit", "2", "cursor", first.at("/nextCursor"));
        var third = list("limit", "2", "cursor", second.at("/nextCursor"));

        var all = new ArrayList<>(ids(first));
        all.addAll(ids(second));
        all.addAll(ids(third));
        assertThat(all)
                .as("of equal starts by id, which grows with time")
                .containsExactly(ids.get(1), ids.get(2), ben, cleo, ids.get(0));
        assertThat(third.json().path("nextCursor").isNull()).isTrue();
        assertThat(list("limit", "6").json().path("nextCursor").isNull()).isTrue();
        assertThat(list().json().path("bookings")).hasSize(6);
        assertThat(first.json().at("/bookings/0"))
                .isEqualTo(caller.read(ids.get(1)).json());
    }

    @Test
    @DisplayName("can be narrowed to a status, a customer, a service, a member of the staff, a time")
    void filters() {
        var colour = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");
        var email = colour.at("/attendee/email").asText();
        var composite = caller.booked(colour).id();
        var ben = caller.booked(RequestBodies.haircut(day.at("14:00"), "ben")).id();
        var cleo = caller.booked(RequestBodies.haircut(day.at("15:00"), "cleo")).id();
        caller.cancel(cleo);

        assertThat(ids(list())).containsExactly(composite, ben, cleo);
        assertThat(ids(list("status", "BOOKED"))).containsExactly(composite, ben);
        assertThat(ids(list("status", "CANCELLED"))).containsExactly(cleo);
        assertThat(ids(list("attendeeEmail", email.toUpperCase()))).containsExactly(composite);
        assertThat(ids(list("service", "haircut"))).containsExactly(ben, cleo);
        assertThat(ids(list("service", "perm"))).isEmpty();
        assertThat(ids(list("staff", "ben"))).as("of any segment").containsExactly(composite, ben);
        assertThat(ids(list("staff", "ben", "service", "haircut", "status", "BOOKED")))
                .containsExactly(ben);
        var afternoon = List.of("from", day.at("14:00"), "to", day.at("15:00"), "timeZone", "Europe/Berlin");
        assertThat(ids(caller.get("/api/v1/bookings", afternoon)))
                .as("from is in it, to is not")
                .containsExactly(ben);
        var inTokyo = caller.get("/api/v1/bookings", List.of("from", day.shown("14:00"), "timeZone", "Asia/Tokyo"));
        assertThat(inTokyo.at("/bookings/0/start")).endsWith("+09:00");
        assertThat(inTokyo.at("/bookings/0/timeZone")).isEqualTo("Asia/Tokyo");
    }

    @Test
    @DisplayName("is beside a history of each booking: what happened, when, and who did it")
    void history() {
        var before = Instant.now();
        var key = RequestBodies.object().put("name", "phone-agent-" + day);
        key.putArray("roles").add("book");
        var agent = caller.with(caller.post("/api/v1/keys", key).at("/key"));

        var id = agent.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        agent.move(id, RequestBodies.to(day.at("12:00")).put("reason", "train is late"));
        caller.post("/api/v1/bookings/" + id + "/cancel", RequestBodies.object().put("reason", "ill"));

        var history = agent.get("/api/v1/bookings/" + id + "/history");
        assertThat(history.each("/events", "what"))
                .containsExactly(
                        "asked for",
                        "segment booked",
                        "booked",
                        "move asked for",
                        "moved",
                        "cancel asked for",
                        "cancelled");
        assertThat(history.each("/events", "by"))
                .containsExactly(
                        "phone-agent-" + day,
                        "interlude",
                        "interlude",
                        "phone-agent-" + day,
                        "interlude",
                        "admin",
                        "interlude");
        assertThat(history.each("/events", "detail"))
                .contains("cut with anna", "ill")
                .anyMatch(detail -> detail.endsWith("train is late"));
        assertThat(history.json().path("events").valueStream().map(BookingListTest::at))
                .isSorted()
                .allSatisfy(at -> assertThat(at).isBetween(before, Instant.now()));
    }

    private static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asText());
    }

    @Test
    @DisplayName("by a uid of Cal.com's, now or before the booking was moved, and by the trace of a change")
    void byUidAndTrace() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var first = booked.at("/segments/0/calcom/uid");
        var placed = caller.read(booked.id()).at("/traceId");
        assertThat(caller.move(booked.id(), RequestBodies.to(day.at("12:00"))).status())
                .isEqualTo(200);
        var moved = caller.read(booked.id());

        for (var filter : List.of(
                List.of("calcomUid", first),
                List.of("calcomUid", moved.at("/segments/0/calcom/uid")),
                List.of("traceId", placed),
                List.of("traceId", moved.at("/traceId").toUpperCase(Locale.ROOT)))) {
            assertThat(ids(caller.get("/api/v1/bookings", filter)))
                    .as("" + filter)
                    .containsExactly(booked.id());
        }
        assertThat(ids(caller.get("/api/v1/bookings", List.of("calcomUid", "none"))))
                .isEmpty();
        assertThat(caller.get("/api/v1/bookings", List.of("traceId", "short")).status())
                .isEqualTo(400);
    }
}
