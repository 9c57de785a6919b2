package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.BothSides;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("sync")
@DisplayName("What a host decides about a booking")
class DecisionsTest extends BothSides {

    private static final long EMILS_CUT = 105;
    private static final long ANNAS_COLOUR = 201;
    private static final long BENS_STYLE = 212;
    private static final List<Long> ASKING = List.of(EMILS_CUT, ANNAS_COLOUR, BENS_STYLE, 305L, 315L, 325L);

    @LocalServerPort
    private int port;

    private FromCalcom told;

    @BeforeEach
    void ready() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
    }

    @AfterEach
    void backToNormal() {
        ASKING.forEach(type -> calcom.confirmation(type, RequestBodies.object().put("disabled", true)));
    }

    @Test
    @DisplayName("is passed on when they confirm it: once, however often it is said")
    void confirmed() {
        var booking = waiting();
        var uid = uid(booking);
        sandbox.forgetRequests();

        var answer = decide(booking, "confirm", "{}", "Idempotency-Key", "confirm-" + booking);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("BOOKED");
        assertThat(calcom.booking(uid).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(books.history(booking)).contains("confirm asked for");
        assertThat(books.eventsAbout(booking)).containsExactly("booking.pending", "booking.created");
        assertThat(decide(booking, "confirm", "{}", "Idempotency-Key", "confirm-" + booking)
                        .text())
                .isEqualTo(answer.text());
        assertThat(decide(booking, "confirm", "{}").at("/status")).isEqualTo("BOOKED");
        assertThat(calcom.writes()).hasSize(1);
        assertThat(caller.cancel(booking).at("/status")).isEqualTo("CANCELLED");
        assertThat(decide(booking, "confirm", "{}").code()).isEqualTo("ALREADY_CANCELLED");
        assertThat(decide(booking, "no-show", "{}").code()).isEqualTo("ALREADY_CANCELLED");
        assertThat(decide(booking, "decline", "{}").code()).isEqualTo("ALREADY_CANCELLED");
    }

    @Test
    @DisplayName("confirms all parts of an appointment")
    void allPartsConfirmed() {
        var whole = waitingPair();
        assertThat(books.segments(whole, "status")).containsExactly("PENDING", "PENDING");

        var answer = decide(whole, "confirm", "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(whole)).extracting(b -> b.status).containsOnly(BookingStatus.ACCEPTED);
        assertThat(books.eventsAbout(whole)).containsExactly("booking.pending", "booking.created");
    }

    @Test
    @DisplayName("confirms no part when one has been declined in Cal.com, and says so")
    void noPartConfirmed() {
        var whole = waitingPair();
        var uids = books.segments(whole, "calcom_uid");
        AtCalcom.ask(sandbox, "POST", "/v2/bookings/" + uids.get(1) + "/decline", RequestBodies.object());

        var answer = decide(whole, "confirm", "{}");

        assertThat(answer.code()).as(answer.text()).isEqualTo("CALCOM_REJECTED");
        assertThat(answer.at("/detail")).contains("style");
        assertThat(calcom.booking(uids.get(0)).status).isEqualTo(BookingStatus.PENDING);
        assertThat(caller.read(whole).at("/status")).isEqualTo("PENDING");
        assertThat(books.history(whole)).contains("decision refused");

        synced("full");
        books.awaitStatus(whole, "REJECTED");
        assertThat(calcom.liveOf(whole)).isEmpty();
    }

    @Test
    @DisplayName("is passed on later when Cal.com is away, and the answer says that it has not been yet")
    void laterWhenAway() {
        withoutBreaker();
        var booking = waiting();
        sandbox.faults().add(Fault.on(Operation.CONFIRM).gate().times(1));
        sandbox.faults()
                .add(Fault.on(Operation.CONFIRM).serverError(503).skip(1).times(2));

        var answer = decide(booking, "confirm", "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("PENDING");
        assertThat(caller.cancel(booking).code()).as("while it is under way").isEqualTo("IN_PROGRESS");
        assertThat(caller.move(booking, RequestBodies.to(day.at("15:00"))).code())
                .isEqualTo("IN_PROGRESS");
        sandbox.gates().releaseAll();
        books.awaitStatus(booking, "BOOKED");
        assertThat(calcom.booking(uid(booking)).status).isEqualTo(BookingStatus.ACCEPTED);
        books.awaitNoOpenSaga();
        assertThat(caller.cancel(booking).at("/status")).isEqualTo("CANCELLED");
    }

    @Test
    @DisplayName("is found out when the answer was lost")
    void answerLost() {
        withoutBreaker();
        var booking = waiting();
        sandbox.faults().add(Fault.on(Operation.CONFIRM).resetAfterWork().times(1));

        decide(booking, "confirm", "{}");

        books.awaitStatus(booking, "BOOKED");
        assertThat(calcom.requests(Operation.CONFIRM)).hasSize(1);
    }

    @Test
    @DisplayName("ends a booking that they decline as REJECTED, in Cal.com too, with their reason")
    void declined() {
        var booking = waiting();

        var answer = decide(booking, "decline", "{\"reason\":\"on holiday\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("REJECTED");
        assertThat(calcom.booking(uid(booking)).status).isEqualTo(BookingStatus.REJECTED);
        assertThat(calcom.booking(uid(booking)).rejectionReason).isEqualTo("on holiday");
        assertThat(books.eventsAbout(booking)).containsExactly("booking.pending", "booking.rejected");
        assertThat(books.holds(booking)).isEmpty();
        assertThat(decide(booking, "decline", "{}").at("/status")).isEqualTo("REJECTED");
        assertThat(calcom.requests(Operation.DECLINE)).hasSize(1);
    }

    @Test
    @DisplayName("ends an appointment of several parts as REJECTED: what waits is declined, the rest cancelled")
    void declinedWhole() {
        calcom.confirmation(ANNAS_COLOUR, always());
        var whole = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        var uids = books.segments(whole, "calcom_uid");

        assertThat(decide(whole, "decline", "{}").at("/status")).isEqualTo("REJECTED");

        assertThat(calcom.booking(uids.get(0)).status).isEqualTo(BookingStatus.REJECTED);
        assertThat(calcom.booking(uids.get(1)).status).isEqualTo(BookingStatus.CANCELLED);
        assertThat(books.eventsAbout(whole)).containsExactly("booking.pending", "booking.rejected");
        assertThat(books.history(whole)).contains("decline asked for", "rejected");
    }

    @Test
    @DisplayName("that they decline goes on when Cal.com is away, and ends as REJECTED")
    void declinedLater() {
        withoutBreaker();
        var booking = waiting();
        sandbox.faults().add(Fault.on(Operation.DECLINE).serverError(503).times(1));

        var answer = decide(booking, "decline", "{}");

        assertThat(answer.status()).isIn(200, 202);
        books.awaitStatus(booking, "REJECTED");
        assertThat(calcom.booking(uid(booking)).status).isEqualTo(BookingStatus.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "in Cal.com has the same name there: an appointment of several parts is REJECTED, whatever becomes of cancelled parts")
    void declinedInCalcom(boolean flagged) {
        told.registered();
        try {
            ASKING.forEach(type -> calcom.confirmation(type, always()));
            var whole = flagged
                    ? caller.booked(RequestBodies.booking("full-treatment", day.at("09:00"))
                                    .put("staff", "emil"))
                            .id()
                    : waitingPair();
            var uids = books.segments(whole, "calcom_uid");

            AtCalcom.ask(sandbox, "POST", "/v2/bookings/" + uids.get(1) + "/decline", RequestBodies.object());

            books.awaitStatus(whole, "REJECTED");
            assertThat(calcom.liveOf(whole)).isEmpty();
            assertThat(books.eventsAbout(whole)).containsExactly("booking.pending", "booking.rejected");
            assertThat(caller.cancel(whole).at("/status")).isEqualTo("REJECTED");
        } finally {
            told.awaitAllHeard();
            told.unregistered();
        }
    }

    @Test
    @DisplayName("is refused where it makes no sense, in our words")
    void refused() {
        var booked = booked("09:00", "anna");
        assertThat(decide(booked, "decline", "{}").status()).isEqualTo(422);
        assertThat(decide(booked, "no-show", "{}").status())
                .as("it has not begun")
                .isEqualTo(422);
        assertThat(decide(booked, "confirm", "{}").status()).as("it is").isEqualTo(200);
        assertThat(decide(waiting(), "no-show", "{}").status())
                .as("not confirmed")
                .isEqualTo(422);
        var unknown = UUID.randomUUID().toString();
        for (var what : List.of("confirm", "decline", "no-show")) {
            assertThat(decide(unknown, what, "{}").code()).isEqualTo("NOT_FOUND");
            assertThat(decide(booked, what, "{\"more\":1}").code()).isEqualTo("VALIDATION_FAILED");
        }
        var reader = caller.with(caller.post(
                        "/api/v1/keys",
                        RequestBodies.object()
                                .put("name", "host-" + day)
                                .set("roles", RequestBodies.array().add("read")))
                .at("/key"));
        assertThat(reader.post("/api/v1/bookings/" + booked + "/confirm", "{}").code())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    @DisplayName("that the customer did not come is passed on, once, for what has begun")
    void noShow() {
        var whole = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        var uids = books.segments(whole, "calcom_uid");
        books.begin(whole, calcom);
        sandbox.forgetRequests();

        var answer = decide(whole, "no-show", "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("NO_SHOW");
        assertThat(calcom.booking(uids.get(0)).attendees)
                .allSatisfy(a -> assertThat(a.absent()).isTrue());
        assertThat(calcom.booking(uids.get(1)).attendees)
                .allSatisfy(a -> assertThat(a.absent()).isFalse());
        assertThat(books.eventsAbout(whole)).containsExactly("booking.created", "booking.no_show");
        assertThat(decide(whole, "no-show", "{}").at("/status")).isEqualTo("NO_SHOW");
        assertThat(calcom.requests(Operation.MARK_ABSENT)).hasSize(1);
        assertThat(books.history(whole)).containsOnlyOnce("no show reported");
    }

    private Reply decide(String booking, String what, String body, String... headers) {
        return caller.post("/api/v1/bookings/" + booking + "/" + what, body, headers);
    }

    private String waiting() {
        calcom.confirmation(EMILS_CUT, always());
        var booked = caller.booked(RequestBodies.haircut(day.at("11:00"), "emil"));
        assertThat(booked.at("/status")).isEqualTo("PENDING");
        return booked.id();
    }

    private String waitingPair() {
        calcom.confirmation(ANNAS_COLOUR, always());
        calcom.confirmation(BENS_STYLE, always());
        return caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
    }

    private static JsonNode always() {
        return RequestBodies.object().put("type", "always").put("blockUnconfirmedBookingsInBooker", true);
    }
}
