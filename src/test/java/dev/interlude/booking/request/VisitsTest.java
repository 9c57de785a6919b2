package dev.interlude.booking.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In the sample catalog a manicure of 30 minutes fits into the pause of 30 to 45 minutes of colour-and-style. */
@DisplayName("Several services in one visit")
class VisitsTest extends SalonTest {

    private static final String INSIDE = "colour-and-style.colour.manicure";
    private static final long DORAS_NAILS = 641;
    private static final long EMILS_NAILS = 642;

    @Test
    @DisplayName(
            "are offered with the least waiting first, one in the pause of the other, and booked, moved and cancelled as one appointment")
    void inThePause() {
        var offer = search("colour-and-style,manicure").json().at("/offers/0");
        assertThat(offer.path("service").asText()).isEqualTo(INSIDE);
        assertThat(offer.path("start").asText()).isEqualTo(day.shown("09:00"));
        assertThat(offer.path("minutes").asInt()).isEqualTo(105);
        assertThat(offer.path("segments").valueStream().map(s -> s.path("key").asText()))
                .containsExactly("colour-and-style.colour", "manicure.nails", "colour-and-style.style");

        var body = visit("09:00", "colour-and-style", "manicure");
        body.set("segments", offer.path("segments"));
        var booked = caller.booked(body);

        assertThat(booked.at("/service")).isEqualTo(INSIDE);
        assertThat(starts(booked.json())).isEqualTo(starts(offer));
        assertThat(calcom.liveOf(booked.id()))
                .extracting(b -> b.start)
                .containsExactly(day.instant("09:00"), day.instant("09:45"), day.instant("10:15"));
        assertThat(books.eventsAbout(booked.id())).containsExactly("booking.created");
        assertThat(caller.get("/api/v1/pauses?from=%s&to=%s".formatted(day, day.next()))
                        .json()
                        .path("pauses")
                        .valueStream()
                        .filter(p -> p.path("bookingId").asText().equals(booked.id())))
                .as("Anna is free while the nails are done")
                .singleElement()
                .satisfies(pause -> {
                    assertThat(pause.path("staff").asText()).isEqualTo("anna");
                    assertThat(pause.path("end").asText()).isEqualTo(day.shown("10:15"));
                });

        var moved = caller.move(booked.id(), RequestBodies.to(day.at("13:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(starts(moved.json())).containsExactly(day.shown("13:00"), day.shown("13:45"), day.shown("14:15"));
        assertThat(caller.cancel(booked.id()).at("/status")).isEqualTo("CANCELLED");
        assertThat(calcom.liveOf(booked.id())).isEmpty();
    }

    @Test
    @DisplayName("come in the order in which they are named, or in any")
    void order() {
        assertThat(arrangements("given")).containsExactlyInAnyOrder("manicure_colour-and-style");
        assertThat(arrangements("any"))
                .containsExactlyInAnyOrder(INSIDE, "manicure_colour-and-style", "colour-and-style_manicure");
        var booked = caller.booked(visit("09:00", "manicure", "colour-and-style"));
        assertThat(starts(booked.json())).containsExactly(day.shown("09:00"), day.shown("09:30"), day.shown("10:45"));
    }

    private List<String> arrangements(String order) {
        return search("manicure,colour-and-style", "all", "true", "serviceOrder", order)
                .each("/offers", "service")
                .stream()
                .distinct()
                .toList();
    }

    @Test
    @DisplayName("are all booked or none: when Cal.com refuses one, nothing of the others is left")
    void allOrNothing() {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(641).refuse(Refusal.slotTaken()));
        var body = visit("09:00", "colour-and-style", "manicure");
        body.putArray("segments").addObject().put("key", "manicure.nails").put("staff", "dora");

        var refused = caller.book(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.starts()).isNotEmpty();
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOn(day)).isEmpty();
    }

    @Test
    @DisplayName("are all undone when all but the last part is booked and Cal.com refuses that one")
    void lastRefused() {
        sandbox.faults()
                .add(Fault.on(Operation.CREATE).forEventType(DORAS_NAILS).gate());
        var body = visit("09:00", "colour-and-style", "manicure");
        body.putArray("segments").addObject().put("key", "manicure.nails").put("staff", "dora");
        var asked = caller.booking(body);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sandbox.gates().waiting().size() == 1
                        && calcom.liveOn(day).size() == 2);
        var taken = calcom.bookedByOthers(DORAS_NAILS, day.instant("09:45"));

        sandbox.gates().releaseAll();

        var refused = Upstream.wait(asked);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOn(day)).extracting(b -> b.uid).containsExactly(taken);
        assertThat(books.bookingsOn(day)).allSatisfy(id -> {
            assertThat(books.status(id)).isEqualTo("COMPENSATED");
            assertThat(books.holds(id)).isEmpty();
            assertThat(books.eventsAbout(id)).isEmpty();
        });
        calcom.cancelledByOthers(taken);
        assertThat(caller.booked(body).json().path("segments")).hasSize(3);
    }

    @Test
    @DisplayName("can be given another person or time for one part: that part is booked anew or moved, the rest stays")
    void changed() {
        var body = visit("09:00", "colour-and-style", "manicure");
        body.putArray("segments").addObject().put("key", "manicure.nails").put("staff", "dora");
        var booked = caller.booked(body);
        sandbox.forgetRequests();

        var dry = patch(booked.id(), part("manicure.nails").put("staff", "emil"), true);
        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(dry.each("/changes", "what")).containsExactly("KEPT", "BOOKED_ANEW", "KEPT");
        assertThat(calcom.writes()).isEmpty();

        var other = patch(booked.id(), part("manicure.nails").put("staff", "emil"), false);

        assertThat(other.status()).as(other.text()).isEqualTo(200);
        assertThat(other.at("/service")).isEqualTo(INSIDE);
        assertThat(starts(other.json())).isEqualTo(starts(booked.json()));
        assertThat(calcom.writes()).extracting(r -> r.operation()).containsExactly(Operation.CREATE, Operation.CANCEL);
        assertThat(calcom.liveOf(booked.id()))
                .extracting(b -> b.eventTypeId)
                .contains(EMILS_NAILS)
                .doesNotContain(DORAS_NAILS);
        assertThat(books.holds(booked.id())).hasSize(3);

        var later = patch(booked.id(), part("colour-and-style.style").put("start", day.at("10:30")), false);
        assertThat(later.status()).as(later.text()).isEqualTo(200);
        assertThat(starts(later.json())).containsExactly(day.shown("09:00"), day.shown("09:45"), day.shown("10:30"));
        var tooLate = patch(booked.id(), part("colour-and-style.style").put("start", day.at("10:35")), false);
        requireInvalid(tooLate, "/segments/0/start");
        var stranger = patch(booked.id(), part("nails").put("staff", "dora"), false);
        requireInvalid(stranger, "/segments/0/key");
        assertThat(stranger.about("/segments/0/key")).contains("manicure.nails").doesNotContain("`add`");
    }

    @Test
    @DisplayName("cannot get other lengths, pauses or parts: each is refused at its place, and says what to do instead")
    void notChanged() {
        var booked = caller.booked(visit("09:00", "balayage", "manicure"));
        sandbox.forgetRequests();
        var body = RequestBodies.object();
        body.putArray("drop").add("balayage.care");
        body.putArray("add").add("manicure");
        body.putArray("segments").add(part("balayage.paint").put("minutes", 90).put("pauseAfter", 40));

        var refused = caller.ask(
                "PATCH",
                "/api/v1/bookings/" + booked.id(),
                BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/json");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.pointers())
                .containsExactlyInAnyOrder("/add", "/drop", "/segments/0/minutes", "/segments/0/pauseAfter");
        assertThat(refused.each("/errors", "detail"))
                .allSatisfy(
                        why -> assertThat(why)
                                .isEqualTo(
                                        "is not possible in a visit; cancel the booking, and book its services again, apart or as another visit"));
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(booked.id()).json()).isEqualTo(booked.json());
    }

    @Test
    @DisplayName("of twenty who ask at once one gets it; the same key twice gets the same appointment")
    void race() {
        var asked = IntStream.range(0, 20)
                .mapToObj(i -> visit("09:00", "colour-and-style", "manicure"))
                .toList();

        var replies = Upstream.wait(asked.stream().map(caller::booking).toList());

        assertThat(replies.stream().filter(r -> r.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(r -> r.status() == 409)).hasSize(19);
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOn(day)).hasSize(3);
        var again = visit("13:00", "colour-and-style", "manicure");
        var key = "visit-" + day;
        assertThat(caller.book(again, "Idempotency-Key", key).id())
                .isEqualTo(caller.book(again, "Idempotency-Key", key).id());
        assertThat(calcom.liveOn(day)).hasSize(6);
    }

    @Test
    @DisplayName("are held like one service, and booked from the hold exactly as they were held")
    void held() {
        var body = visit("11:00", "colour-and-style", "manicure").put("seconds", 60);
        body.remove("attendee");
        var agent = with("read", "book");
        var hold = agent.post("/api/v1/holds", body);
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);
        assertThat(hold.at("/service")).isEqualTo(INSIDE);

        var booking = RequestBodies.booking("", "").put("hold", hold.id());
        booking.remove(List.of("service", "start", "timeZone"));
        var booked = agent.book(booking);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(starts(booked.json())).isEqualTo(starts(hold.json()));
    }

    @Test
    @DisplayName("count for the limit of each service in them, and its price is their sum where each has one")
    void limits() {
        for (var time : List.of("09:00", "11:00")) {
            assertThat(caller.booked(visit(time, "trial-style", "manicure")).at("/service"))
                    .isEqualTo("trial-style_manicure");
        }

        requireFull(caller.book(RequestBodies.booking("trial-style", day.at("14:00"))));
        requireFull(caller.book(visit("14:00", "manicure", "trial-style")));
        assertThat(search("trial-style,manicure").json().path("offers")).isEmpty();
        assertThat(caller.offers("manicure", day).starts()).contains(day.shown("14:00"));
    }

    @Test
    @DisplayName("that make no sense are refused at their place")
    void refused() {
        requireInvalid(caller.book(visit("09:00", "manicure", "manicure")), "/services");
        requireInvalid(caller.book(visit("09:00", "manicure", "shave")), "/services");
        requireInvalid(caller.book(visit("09:00", "manicure", INSIDE)), "/services");
        requireInvalid(caller.book(visit("09:00", "manicure", "haircut").put("service", "haircut")), "/service");
        var tooSoon = visit("09:00", "colour-and-style", "manicure");
        var segments = tooSoon.putArray("segments");
        segments.add(segment("colour-and-style.colour", "anna", day.at("09:00")));
        segments.add(segment("manicure.nails", "dora", day.at("09:45")));
        segments.add(segment("colour-and-style.style", "ben", day.at("10:35")));
        requireInvalid(caller.book(tooSoon), "/segments/2/start");
        assertThat(search("haircut,shave").status()).isEqualTo(422);
        var neither = caller.get("/api/v1/availability?from=%s&to=%s".formatted(day, day.next()));
        assertThat(neither.status()).isEqualTo(400);
        assertThat(neither.at("/errors/0/pointer")).isEqualTo("?service");
        assertThat(calcom.writes()).isEmpty();
    }

    private Reply patch(String booking, ObjectNode part, boolean dryRun) {
        var body = RequestBodies.object().put("dryRun", dryRun);
        body.putArray("segments").add(part);
        return caller.ask(
                "PATCH",
                "/api/v1/bookings/" + booking,
                BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/json");
    }

    private static ObjectNode part(String key) {
        return RequestBodies.object().put("key", key);
    }

    private Reply search(String services, String... more) {
        var query = new java.util.ArrayList<>(
                List.of("services", services, "from", "" + day, "to", "" + day.next(), "limit", "500"));
        query.addAll(List.of(more));
        return caller.get("/api/v1/availability", query);
    }

    private ObjectNode visit(String time, String... services) {
        var body = RequestBodies.booking("", day.at(time));
        body.remove("service");
        var list = body.putArray("services");
        List.of(services).forEach(list::add);
        return body;
    }
}
