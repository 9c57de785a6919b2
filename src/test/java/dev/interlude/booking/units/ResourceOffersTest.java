package dev.interlude.booking.units;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Offers of what needs a resource")
class ResourceOffersTest extends ResourceTest {

    @Test
    @DisplayName("leave the basin to the customer who has it, and end before the basin closes")
    void offered() {
        caller.booked(highlights("09:00", "anna", "10:15", "cleo"));

        var washes = washes(caller.offers("highlights", day, "all", "true").json());

        assertThat(washes).isNotEmpty().noneMatch(wash -> {
            var from = wash.path("start").asText().substring(11, 16);
            var to = wash.path("end").asText().substring(11, 16);
            return from.compareTo("10:30") < 0 && to.compareTo("10:15") > 0;
        });
        assertThat(washes)
                .extracting(w -> w.path("end").asText().substring(11, 16))
                .allMatch(end -> end.compareTo(day.date().getDayOfWeek().getValue() == 6 ? "16:00" : "17:30") <= 0);
    }

    @Test
    @DisplayName(
            "are what callers get who left the time open: of twenty at once one gets it, and those who allow a shift another time")
    void left() {
        var replies = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> RequestBodies.booking("highlights", day.at("09:00")))
                .map(body -> caller.booking(body))
                .toList());
        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .as(replies.toString())
                .hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .allSatisfy(r -> requireNone(r, "No Basin is free for wash at that time."));

        var shifted = Upstream.wait(IntStream.range(0, 3)
                .mapToObj(i -> caller.booking(shifting(RequestBodies.booking("highlights", day.at("09:00")), 240)))
                .toList());
        assertThat(shifted).as(shifted.toString()).extracting(Reply::status).containsOnly(201);
        assertThat(shifted.stream().flatMap(r -> shown(r).stream()).filter(u -> u.startsWith("basin")))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .doesNotContain("basin 1 10:15-10:30");
        assertThat(calcom.liveOn(day)).hasSize(12);
    }

    @Test
    @DisplayName("are the alternatives of a refusal, and what is booked instead if the caller allows a shift")
    void instead() {
        caller.booked(highlights("09:00", "anna", "10:15", "cleo"));

        var refused = caller.book(fixedWash("09:00", "10:15"));
        requireNone(refused, "No Basin is free for wash at that time.");
        assertThat(refused.starts()).isNotEmpty();
        var shifted = caller.book(shifting(highlights("09:00", "ben", "10:15", "dora"), 120));
        assertThat(shifted.status()).as(shifted.text()).isEqualTo(201);
        assertThat(shown(shifted)).noneMatch(unit -> unit.equals("basin 1 10:15-10:30"));
    }

    @Test
    @DisplayName("say in the list of services what they need")
    void services() {
        var highlights = caller.get("/api/v1/services")
                .json()
                .path("services")
                .valueStream()
                .filter(s -> s.path("id").asText().equals("highlights"))
                .findFirst()
                .orElseThrow();

        assertThat(highlights.at("/segments/0/pauseNeeds")).hasToString("[\"hood\"]");
        assertThat(highlights.at("/segments/1/needs")).hasToString("[\"basin\"]");
        assertThat(highlights.at("/segments/2/needs")).hasToString("[]");
    }

    private ObjectNode fixedWash(String start, String wash) {
        var body = RequestBodies.booking("highlights", day.at(start));
        body.putArray("segments")
                .add(RequestBodies.object().put("key", "foils").put("staff", "ben"))
                .add(RequestBodies.object().put("key", "wash").put("start", day.at(wash)));
        return body;
    }

    private static List<JsonNode> washes(JsonNode answer) {
        return answer.path("offers")
                .valueStream()
                .flatMap(o -> o.path("segments").valueStream())
                .filter(s -> s.path("key").asText().equals("wash"))
                .toList();
    }
}
