package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("Told by Cal.com")
class TriggersTest extends AcceptanceTest {

    private static final long DORAS_CUT = 104;
    private static final long EMILS_CUT = 105;
    private static final ObjectNode NOTHING = RequestBodies.object();

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private FromCalcom told;
    private String subscription;
    private final String customer = UUID.randomUUID() + "@example.com";

    @BeforeEach
    void listen() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
    }

    @AfterEach
    void hangUp() {
        sandbox.gates().releaseAll();
        told.awaitAllHeard();
        told.unregistered();
        for (var type : List.of(DORAS_CUT, EMILS_CUT)) {
            eventType(type, "confirmationPolicy", RequestBodies.object().put("disabled", true));
            eventType(type, "seats", RequestBodies.object().put("disabled", true));
        }
        if (subscription != null) {
            caller.ask("DELETE", "/api/v1/subscriptions/" + subscription, BodyPublishers.noBody());
        }
    }

    @Test
    @DisplayName("that a host must decide, a booking is pending until they have, whoever made it, and upstream is told")
    void pending() {
        var receiver = new Receiver();
        var requestBody = RequestBodies.object().put("url", receiver.url());
        requestBody
                .putArray("events")
                .add("booking.pending")
                .add("booking.created")
                .add("booking.rejected");
        var subscribed = caller.post("/api/v1/subscriptions", requestBody);
        subscription = subscribed.id();
        eventType(
                EMILS_CUT,
                "confirmationPolicy",
                RequestBodies.object().put("type", "always").put("blockUnconfirmedBookingsInBooker", true));

        var uid = told.booked(EMILS_CUT, day.instant("10:00"), customer);
        var theirs = told.ours(uid);
        assertThat(caller.read(theirs).at("/status")).isEqualTo("PENDING");
        assertThat(books.segments(theirs, "status")).containsExactly("PENDING");
        assertThat(books.holds(theirs)).as("its time is held").hasSize(1);
        decide(uid, "confirm");
        books.awaitStatus(theirs, "BOOKED");
        assertThat(books.segments(theirs, "status")).containsExactly("BOOKED");
        assertThat(caller.read(theirs).at("/attendee/email")).isEqualTo(customer);

        var declined = told.booked(EMILS_CUT, day.instant("13:00"), customer);
        var never = told.ours(declined);
        decide(declined, "decline");
        books.awaitStatus(never, "REJECTED");
        assertThat(books.segments(never, "status")).containsExactly("CANCELLED");
        assertThat(books.holds(never)).isEmpty();

        var ours = caller.booked(RequestBodies.haircut(day.at("11:00"), "emil"));
        assertThat(ours.at("/status")).isEqualTo("PENDING");
        decide(ours.at("/segments/0/calcom/uid"), "confirm");
        books.awaitStatus(ours.id(), "BOOKED");
        var unwanted = caller.booked(RequestBodies.haircut(day.at("12:00"), "emil"));
        decide(unwanted.at("/segments/0/calcom/uid"), "decline");
        books.awaitStatus(unwanted.id(), "REJECTED");
        assertThat(calcom.liveOf(unwanted.id())).isEmpty();

        var confirmed = List.of("booking.pending", "booking.created");
        var refused = List.of("booking.pending", "booking.rejected");
        var secret = subscribed.at("/secret");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(receiver.taken(secret, theirs)).isEqualTo(confirmed);
            assertThat(receiver.taken(secret, ours.id())).isEqualTo(confirmed);
            assertThat(receiver.taken(secret, never)).isEqualTo(refused);
            assertThat(receiver.taken(secret, unwanted.id())).isEqualTo(refused);
        });
        assertThat(receiver.told(secret))
                .filteredOn(event -> event.type().equals("booking.pending"))
                .allSatisfy(event ->
                        assertThat(event.data().path("status").asText()).isEqualTo("PENDING"));
    }

    @Test
    @DisplayName(
            "that the customer did not come, or did after all, a booking says so; nobody hears of it as booked anew")
    void noShow() {
        var ours = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var uid = ours.at("/segments/0/calcom/uid");
        var comes = ours.at("/attendee/email").toUpperCase(java.util.Locale.ROOT);

        assertThat(told.deliver(noShow(uid, comes, true))).isEqualTo(200);
        books.awaitStatus(ours.id(), "NO_SHOW");
        assertThat(caller.read(ours.id()).at("/status")).isEqualTo("NO_SHOW");
        assertThat(books.segments(ours.id(), "absent")).containsExactly("true");
        told.deliver(noShow(uid, comes, true).replace("marked", "marked again"));
        told.awaitAllHeard();
        assertThat(told.deliver(noShow(uid, comes, false))).isEqualTo(200);
        books.awaitStatus(ours.id(), "BOOKED");

        assertThat(books.segments(ours.id(), "absent")).containsExactly("false");
        assertThat(books.eventsAbout(ours.id()))
                .containsExactly("booking.created", "booking.no_show", "booking.no_show");
        assertThat(books.history(ours.id())).endsWith("no show", "came after all");
        assertThat(calcom.liveOf(ours.id())).hasSize(1);
    }

    @Test
    @DisplayName("that it is to be paid for, a booking nobody knew is read and taken; that it is, it stays as it is")
    void payment() {
        told.unregistered();
        var uid = told.booked(DORAS_CUT, day.instant("10:00"), customer);
        told.registered();
        for (var trigger : List.of("BOOKING_PAYMENT_INITIATED", "BOOKING_PAID")) {
            assertThat(told.deliver(Deliverable.created(uid, DORAS_CUT, day.instant("10:00"), customer)
                            .replace("BOOKING_CREATED", trigger)))
                    .isEqualTo(200);
            told.awaitAllHeard();
        }
        await("only the first leaves open what is so")
                .untilAsserted(() -> assertThat(calcom.requests(Operation.GET)).hasSize(1));
        var theirs = told.ours(uid);
        assertThat(told.statuses(uid)).containsExactly("PROCESSED", "PROCESSED");
        assertThat(effects(uid)).containsExactly("TAKEN", "KNOWN");
        assertThat(books.bookingsOf(customer)).containsExactly(theirs);
        assertThat(caller.read(theirs).at("/status")).isEqualTo("BOOKED");
        assertThat(books.eventsAbout(theirs)).containsExactly("booking.created");
    }

    @Test
    @DisplayName("that it began is nothing to us; that it is over completes it, if it is")
    void meeting() {
        var ours = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        told.awaitAllHeard();
        var uid = ours.at("/segments/0/calcom/uid");
        var version = books.booking(ours.id(), "version");

        told.deliver(flat("MEETING_STARTED", uid, "1"));
        told.deliver(flat("MEETING_ENDED", uid, "1"));
        told.awaitAllHeard();
        assertThat(effects(uid)).contains("KNOWN");
        assertThat(books.booking(ours.id(), "status || version"))
                .as("it is yet to come")
                .isEqualTo("BOOKED" + version);

        jdbc.sql("update booking set start_at = now() - interval '1 h', end_at = now() - interval '1 s' where id = :id")
                .param("id", UUID.fromString(ours.id()))
                .update();
        told.deliver(flat("MEETING_ENDED", uid, "2"));
        books.awaitStatus(ours.id(), "COMPLETED");
        told.deliver(flat("MEETING_ENDED", uid, "3"));
        told.awaitAllHeard();
        assertThat(caller.read(ours.id()).at("/status")).isEqualTo("COMPLETED");
        assertThat(books.history(ours.id())).containsOnlyOnce("completed");
        assertThat(told.statuses(uid)).containsExactly("PROCESSED", "IGNORED", "PROCESSED", "PROCESSED", "PROCESSED");
        assertThat(calcom.booking(uid).status).isEqualTo(BookingStatus.ACCEPTED);
        calcom.cancelledByOthers(uid);
        books.awaitStatus(ours.id(), "CANCELLED");
    }

    @Test
    @DisplayName("of seats, a class is one booking that stands until the last one has left")
    void seats() {
        eventType(
                DORAS_CUT,
                "seats",
                RequestBodies.object().put("seatsPerTimeSlot", 3).put("showAttendeeInfo", true));
        var uid = told.booked(DORAS_CUT, day.instant("10:00"), customer);
        var theirs = told.ours(uid);
        assertThat(told.booked(DORAS_CUT, day.instant("10:00"), "second-" + customer))
                .isEqualTo(uid);
        told.awaitAllHeard();
        assertThat(books.bookingsOn(day)).containsExactly(theirs);
        assertThat(books.holds(theirs)).hasSize(1);

        leaves(uid, 0);
        told.awaitAllHeard();
        assertThat(caller.read(theirs).at("/status")).isEqualTo("BOOKED");
        assertThat(books.holds(theirs)).hasSize(1);
        assertThat(calcom.booking(uid).attendees).hasSize(1);

        leaves(uid, 0);
        books.awaitStatus(theirs, "CANCELLED");
        assertThat(books.holds(theirs)).isEmpty();
        assertThat(told.statuses(uid)).containsOnly("PROCESSED");
        assertThat(books.eventsAbout(theirs)).containsExactly("booking.created", "booking.cancelled");
    }

    @Test
    @DisplayName("of an end before it is one, as Cal.com does, we ask until it is")
    void toldBeforehand() {
        var uid = told.booked(DORAS_CUT, day.instant("10:00"), customer);
        var theirs = told.ours(uid);
        told.unregistered();
        var body = Deliverable.created(uid, DORAS_CUT, day.instant("10:00"), customer)
                .replace("BOOKING_CREATED", "BOOKING_CANCELLED")
                .replace("\"ACCEPTED\"", "\"CANCELLED\",\"seatsPerTimeSlot\":3");

        assertThat(told.deliver(body)).isEqualTo(200);
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(told.statuses(uid)).containsExactly("PROCESSED", "FAILED"));
        assertThat(books.status(theirs)).isEqualTo("BOOKED");
        calcom.cancelledByOthers(uid);

        books.awaitStatus(theirs, "CANCELLED");
        assertThat(told.statuses(uid)).containsExactly("PROCESSED", "PROCESSED");
        assertThat(books.holds(theirs)).isEmpty();
        assertThat(books.eventsAbout(theirs)).containsExactly("booking.created", "booking.cancelled");
        told.registered();
    }

    @Test
    @DisplayName("that a part is gone of what is just being booked, we finish first, and then do what follows")
    void cancelledWhileBooking() {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(212).gate().times(1));
        var booking = caller.booking(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        await().until(() ->
                !sandbox.gates().waiting().isEmpty() && !calcom.liveOn(day).isEmpty());
        var first = calcom.liveOn(day).get(0).uid;

        calcom.cancelledByOthers(first);
        await().untilAsserted(() -> assertThat(told.statuses(first)).containsExactly("PROCESSED", "FAILED"));
        var id = books.bookingsOn(day).get(0);
        assertThat(books.status(id)).isEqualTo("BOOKING");
        sandbox.gates().releaseAll();

        assertThat(Upstream.wait(booking).status()).isEqualTo(201);
        books.awaitStatus(id, "CANCELLED");
        told.awaitAllHeard();
        assertThat(told.statuses(first)).containsExactly("PROCESSED", "PROCESSED");
        assertThat(books.segments(id, "status")).containsExactly("CANCELLED", "CANCELLED");
        assertThat(calcom.liveOn(day)).isEmpty();
        assertThat(books.eventsAbout(id)).containsExactly("booking.created", "booking.cancelled");
    }

    @Test
    @DisplayName("that a part is gone of what is just being cancelled, our cancellation ends all the same, once")
    void cancelledWhileCancelling() {
        var whole = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        told.awaitAllHeard();
        var uids = whole.each("/segments", "calcom/uid");
        for (var uid : uids) {
            sandbox.faults().add(Fault.on(Operation.CANCEL).forUid(uid).gate().times(1));
        }
        var cancelling = caller.posting("/api/v1/bookings/" + whole.id() + "/cancel", "{}");
        await().until(() -> !sandbox.gates().waiting().isEmpty());
        var held = sandbox.gates().waiting().get(0).uid();
        var other = uids.get(uids.get(0).equals(held) ? 1 : 0);
        sandbox.faults().clear();

        calcom.cancelledByOthers(other);
        await().untilAsserted(() -> assertThat(effects(other)).containsExactly("KNOWN", "IGNORED"));
        assertThat(books.status(whole.id())).isEqualTo("CANCEL_PENDING");
        sandbox.gates().releaseAll();

        assertThat(Upstream.wait(cancelling).at("/status")).isEqualTo("CANCELLED");
        told.awaitAllHeard();
        assertThat(calcom.liveOf(whole.id())).isEmpty();
        assertThat(books.segments(whole.id(), "status")).containsExactly("CANCELLED", "CANCELLED");
        assertThat(books.history(whole.id())).containsOnlyOnce("cancelled");
        assertThat(books.eventsAbout(whole.id())).containsExactly("booking.created", "booking.cancelled");
    }

    private void decide(String uid, String how) {
        var answer = AtCalcom.ask(sandbox, "POST", "/v2/bookings/" + uid + "/" + how, NOTHING);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }

    private void leaves(String uid, int seat) {
        var who = calcom.booking(uid).attendees.get(seat).seatUid();
        var answer = AtCalcom.ask(
                sandbox,
                "POST",
                "/v2/bookings/" + uid + "/cancel",
                RequestBodies.object().put("cancellationReason", "ill").put("seatUid", who));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }

    private static String noShow(String uid, String who, boolean absent) {
        var body = RequestBodies.object()
                .put("triggerEvent", "BOOKING_NO_SHOW_UPDATED")
                .put("createdAt", Instant.now().toString());
        var payload = body.putObject("payload")
                .put("message", "marked")
                .put("bookingUid", uid)
                .put("bookingId", 1);
        payload.putArray("attendees").addObject().put("email", who).put("noShow", absent);
        return body.toString();
    }

    /** As Cal.com's clock sends it: the row of the booking, without a payload. */
    private String flat(String trigger, String uid, String id) {
        var body = RequestBodies.object()
                .put("triggerEvent", trigger)
                .put("id", id)
                .put("uid", uid)
                .put("eventTypeId", 102)
                .put("title", "Haircut")
                .put("startTime", day.instant("10:00").toString())
                .put("endTime", day.instant("10:30").toString())
                .put("createdAt", "2026-11-01T10:00:00.000Z")
                .put("status", "ACCEPTED");
        body.putArray("attendees").addObject().put("email", customer);
        return body.toString();
    }

    private List<String> effects(String uid) {
        return jdbc.sql(
                        "select effect from webhook_delivery where calcom_uid = :uid and effect is not null order by id")
                .param("uid", uid)
                .query(String.class)
                .list();
    }

    private void eventType(long type, String setting, JsonNode value) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v2/event-types/" + type))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("Content-Type", "application/json")
                .header("cal-api-version", "2024-06-14")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                RequestBodies.object().set(setting, value).toString()))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
