package dev.interlude.absences;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("For an appointment that an absence concerns")
class ProposedTest extends AbsenceTest {

    @Test
    @DisplayName("the same time with another person is proposed, and moving it there as proposed settles it")
    void sameTime() {
        var first = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var second = caller.booked(RequestBodies.haircut(day.at("10:30"), "anna"));
        caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));

        var away = away("anna", "09:00", "18:00");

        for (var booking : List.of(first, second)) {
            var proposal = of(away, booking.id()).path("proposal");
            assertThat(proposal.path("way").asText()).isEqualTo("same-time");
            assertThat(proposal.at("/offer/start").asText()).isEqualTo(booking.at("/start"));
            assertThat(proposal.at("/offer/segments/0/staff").asText()).isNotIn("anna", booking == first ? "ben" : "");
        }
        var offer = of(away, first.id()).at("/proposal/offer");
        var moved = caller.move(first.id(), asProposed(offer));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/segments/0/staff"))
                .isEqualTo(offer.at("/segments/0/staff").asText());
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(first.id())).hasSize(1);
        assertThat(concerned(read(away))).containsExactly(second.id());
    }

    @Test
    @DisplayName(
            "of which only one part is concerned, the others stay as they are; two proposals never take the same time")
    void parts() {
        var treatment = RequestBodies.booking("full-treatment", day.at("09:00"));
        treatment
                .putArray("segments")
                .add(segment("prepare", "anna", day.at("09:00")))
                .add(segment("main", "ben", day.at("09:45")))
                .add(segment("finish", "anna", day.at("11:15")));
        var composite = caller.booked(treatment);
        for (var staff : List.of("cleo", "dora")) {
            caller.booked(RequestBodies.haircut(day.at("11:15"), staff));
        }
        var cut = caller.booked(RequestBodies.haircut(day.at("11:45"), "anna"));

        var away = away("anna", "11:00", "12:15");

        assertThat(of(away, composite.id()).path("parts")).hasSize(1);
        var offer = of(away, composite.id()).at("/proposal/offer");
        assertThat(of(away, composite.id()).at("/proposal/way").asText()).isEqualTo("same-time");
        assertThat(offer.path("segments").valueStream().map(s -> s.path("staff").asText()))
                .containsExactly("anna", "ben", offer.at("/segments/2/staff").asText());
        assertThat(offer.at("/segments/2/staff").asText()).isIn("ben", "emil");
        assertThat(offer.at("/segments/2/start").asText()).isEqualTo(day.shown("11:15"));
        assertThat(of(away, cut.id()).at("/proposal/way").asText()).isEqualTo("same-time");
        assertThat(caller.move(composite.id(), asProposed(offer)).status()).isEqualTo(200);
        assertThat(caller.move(cut.id(), asProposed(of(away, cut.id()).at("/proposal/offer")))
                        .status())
                .isEqualTo(200);
        assertThat(concerned(read(away))).isEmpty();
    }

    @Test
    @DisplayName(
            "that only this person can do, the nearest time is proposed at which they are back; none if they are away too long")
    void otherTime() {
        var colour = caller.booked(RequestBodies.colourAndStyle(day.at("13:00"), day.at("14:15"), "ben"));
        var dry = caller.booked(RequestBodies.booking("blow-dry", day.at("13:00")));

        var away = away("anna", "11:00", "14:00");

        var offer = of(away, colour.id()).at("/proposal/offer");
        assertThat(of(away, colour.id()).at("/proposal/way").asText()).isEqualTo("other-time");
        assertThat(offer.at("/start").asText()).isEqualTo(day.shown("14:00"));
        assertThat(caller.move(colour.id(), asProposed(offer)).status()).isEqualTo(200);
        takeBack(away);
        var longer = caller.post(
                "/api/v1/absences",
                RequestBodies.object()
                        .put("staff", "finn")
                        .put("from", day.date().minusDays(6).toString())
                        .put("to", day.date().plusDays(7).toString()));
        assertThat(of(longer, dry.id()).at("/proposal/way").asText()).isEqualTo("none");
        assertThat(of(longer, dry.id()).at("/proposal/offer").isNull()).isTrue();
    }

    @Test
    @DisplayName("in another length and without an optional segment, the proposal has that length and those segments")
    void form() {
        var request = RequestBodies.booking("balayage", day.at("10:00"));
        request.putArray("without").add("care");
        request.putArray("segments")
                .addObject()
                .put("key", "paint")
                .put("staff", "anna")
                .put("minutes", 90);
        var booked = caller.booked(request);

        var away = away("anna", "09:00", "11:00");

        var proposal = of(away, booked.id()).path("proposal");
        assertThat(proposal.path("way").asText()).as(away.text()).isEqualTo("same-time");
        assertThat(proposal.at("/offer/segments")).hasSize(2);
        assertThat(proposal.at("/offer/segments/0/staff").asText()).isEqualTo("ben");
        assertThat(proposal.at("/offer/segments/0/end").asText()).isEqualTo(day.shown("11:30"));
        assertThat(caller.move(booked.id(), asProposed(proposal.path("offer"))).status())
                .isEqualTo(200);
        assertThat(concerned(read(away))).isEmpty();
    }

    @Test
    @DisplayName(
            "free times that cannot be read are no reason not to record the absence: it stands, and what could be is unknown")
    void outage() {
        var unread = Day.ofFreshWeek();
        var dry = RequestBodies.booking("blow-dry", unread.at("10:00")).put("staff", "finn");
        var booked = caller.booked(dry);
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.SLOTS).serverError(500).forever());

        var away = caller.post(
                "/api/v1/absences",
                RequestBodies.object()
                        .put("staff", "finn")
                        .put("from", unread.at("09:00"))
                        .put("to", unread.at("18:00")));

        assertThat(away.status()).as(away.text()).isEqualTo(201);
        assertThat(of(away, booked.id()).at("/proposal/way").asText()).isEqualTo("unknown");
        require(caller.book(dry.put("start", unread.at("12:00"))), 409, "SLOT_UNAVAILABLE");
    }

    @Test
    @DisplayName("free times are read once for all appointments together, and not again while they are fresh")
    void reads() {
        for (int i = 0; i < 6; i++) {
            caller.booked(RequestBodies.haircut(day.at("%02d:00".formatted(10 + i)), "anna"));
        }
        sandbox.forgetRequests();

        var away = away("anna", "09:00", "18:00");

        assertThat(away.json().path("bookings")).hasSize(6);
        assertThat(calcom.requests(Operation.SLOTS).size()).isLessThanOrEqualTo(2 * HAIRCUT_OF_ALL.size());
        assertThat(calcom.writes()).isEmpty();
    }

    private static ObjectNode asProposed(JsonNode offer) {
        var body = RequestBodies.object().put("start", offer.path("start").asText());
        body.set("segments", offer.path("segments"));
        return body;
    }
}
