package dev.interlude.pauses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("The pauses of booked appointments")
class PausesTest extends AcceptanceTest {

    private final Day quiet = Day.ofFreshWeek();

    @Test
    @DisplayName("are shown with what fits, are filled, and are free again when that is cancelled")
    void filled() {
        var id = caller.booked(RequestBodies.colourAndStyle(quiet.at("09:00"), quiet.at("10:20"), "ben"))
                .id();

        var pause = only(pauses());

        assertThat(pause.path("bookingId").asText()).isEqualTo(id);
        assertThat(pause.path("after").asText()).isEqualTo("colour");
        assertThat(pause.path("staff").asText()).isEqualTo("anna");
        assertThat(pause.path("minutes").asInt()).isEqualTo(35);
        assertThat(free(pause)).containsExactly(quiet.shown("09:45") + " " + quiet.shown("10:20"));
        assertThat(pause.path("fits").toString()).isEqualTo("[\"haircut\"]");

        var cut =
                caller.booked(RequestBodies.haircut(quiet.at("09:45"), "anna")).id();
        assertThat(books.holds(cut)).containsExactly("anna " + quiet.at("09:45"));
        assertThat(free(only(pauses()))).containsExactly(quiet.shown("10:15") + " " + quiet.shown("10:20"));
        assertThat(only(pauses()).path("fits")).isEmpty();

        caller.cancel(cut);
        assertThat(only(pauses()).path("fits").toString()).isEqualTo("[\"haircut\"]");
        assertThat(pauses("staff", "ben").json().path("pauses")).isEmpty();
        caller.cancel(id);
        assertThat(pauses().json().path("pauses")).isEmpty();
        assertThat(calcom.liveOn(quiet)).isEmpty();
    }

    @Test
    @DisplayName("are not free where others have booked in Cal.com, nor where the customer's next segment begins")
    void takenInCalcom() {
        caller.booked(RequestBodies.booking("full-treatment", quiet.at("09:00")).put("staff", "cleo"));
        calcom.bookedByOthers(413, quiet.instant("10:55"));

        var pauses = pauses("staff", "cleo", "timeZone", "Asia/Tokyo").json().path("pauses");

        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0).path("minutes").asInt()).isEqualTo(15);
        assertThat(pauses.get(0).path("fits")).isEmpty();
        assertThat(free(pauses.get(1)))
                .containsExactly(
                        shownInTokyo("10:45") + " " + shownInTokyo("10:55"),
                        shownInTokyo("11:00") + " " + shownInTokyo("11:15"));
        assertThat(pauses.get(1).path("fits")).isEmpty();
    }

    @Test
    @DisplayName("are not told when Cal.com cannot be asked and nothing is remembered")
    void silence() {
        caller.booked(RequestBodies.colourAndStyle(quiet.at("09:00"), quiet.at("10:15"), "anna"));
        sandbox.faults().add(Fault.on(Operation.SLOTS).serverError(500).forever());

        var reply = pauses();

        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("CALCOM_UNAVAILABLE");
    }

    @Test
    @DisplayName("are filled first by who asks for the tightest offers, as are holes between others' appointments")
    void tightest() {
        caller.booked(RequestBodies.colourAndStyle(quiet.at("10:00"), quiet.at("11:15"), "anna"));
        assertThat(tightestCut("anna")).as("just the pause").isEqualTo(quiet.shown("10:45"));

        calcom.bookedByOthers(103, quiet.instant("12:00"));
        calcom.bookedByOthers(103, quiet.instant("13:00"));
        assertThat(tightestCut("cleo"))
                .as("between what others booked in Cal.com")
                .isEqualTo(quiet.shown("12:30"));

        caller.booked(RequestBodies.haircut(tightestCut("cleo"), "cleo"));
        assertThat(tightestCut("cleo")).as("the next to the opening").isEqualTo(quiet.shown("09:00"));
    }

    private String tightestCut(String staff) {
        return caller.offers("haircut", quiet, "staff", staff, "order", "tightest")
                .starts()
                .get(0);
    }

    private String shownInTokyo(String time) {
        return quiet.shown(time, java.time.ZoneId.of("Asia/Tokyo"));
    }

    private Reply pauses(String... more) {
        var query = new java.util.ArrayList<>(List.of("from", "" + quiet, "to", "" + quiet.next()));
        query.addAll(List.of(more));
        return caller.get("/api/v1/pauses", query);
    }

    private static JsonNode only(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("pauses")).hasSize(1);
        return reply.json().at("/pauses/0");
    }

    private static List<String> free(JsonNode pause) {
        return pause.path("free")
                .valueStream()
                .map(part ->
                        part.path("start").asText() + " " + part.path("end").asText())
                .toList();
    }
}
