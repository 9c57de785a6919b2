package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.interlude.availability.slots.Reservation;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.Outcome;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.move.Move;
import dev.interlude.catalog.Holder;
import dev.interlude.observed.CalcomBookingFilter;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Flows;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import dev.interlude.support.WireMockCalcom;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("unit")
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("The flows that speak to Cal.com, each alone")
class CalcomV2ClientTest extends AcceptanceTest {

    private static final String EVENT_TYPES = "/api/v1/event-types";
    private static final String REGISTRATION = "/api/v1/webhook-registration";

    private static final String COMPARING = "ops-refresh-changed-catalog";

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private CircuitBreakerRegistry breakers;

    private Flows flows;
    private final List<String> made = new ArrayList<>();

    /** A changed event type has the catalog compared in the background: calls that these tests would count as theirs. */
    @BeforeEach
    void flows() throws Exception {
        flows = new Flows(camel);
        camel.getCamelContext().getRouteController().stopRoute(COMPARING);
    }

    @AfterEach
    void cancelWhatWasMade() throws Exception {
        made.forEach(uid -> flows.call("calcom-cancel-booking", booking(uid)));
        camel.getCamelContext()
                .getEndpoint("seda:" + COMPARING, SedaEndpoint.class)
                .purgeQueue();
        camel.getCamelContext().getRouteController().startRoute(COMPARING);
    }

    @Test
    @DisplayName("slots: both shapes, absent days, nothing free, and nothing beyond the asked days")
    void get_available_slots_success() {
        assertThat(slots("salon", day.date(), day.date()))
                .contains(day.instant("09:00"), day.instant("17:30"))
                .doesNotContain(day.instant("17:35"), day.instant("09:00").plusSeconds(86_400));
        assertThat(calcom.requests(Operation.SLOTS))
                .extracting(Received::target)
                .contains("/v2/slots?eventTypeId=101&start=" + day + "&end=" + day);

        var monday = LocalDate.parse("2026-12-07");
        var nine = Instant.parse("2026-12-07T09:00:00Z");
        var ten = Instant.parse("2026-12-07T10:00:00Z");
        WireMockCalcom.answers(
                200,
                slotsOf(
                        """
                "2026-12-07":[{"start":"2026-12-07T09:00:00.000Z"},{"start":"2026-12-07T11:00:00.000+01:00"}],
                "2026-12-08":[{"start":"2026-12-08T00:00:00.000Z"}]"""));
        assertThat(slots("wire", monday, monday)).containsExactly(nine, ten);
        WireMockCalcom.answers(
                200,
                slotsOf(
                        """
                "2026-12-07":[{"start":"2026-12-07T09:00:00Z","end":"2026-12-07T09:30:00Z","attendees":null,"new":1}]"""));
        assertThat(slots("wire", monday, monday)).containsExactly(nine);
        WireMockCalcom.answers(200, slotsOf("\"2026-12-07\":[\"2026-12-07T09:00:00Z\"]"));
        assertThat(slots("wire", monday, monday)).containsExactly(nine);
        WireMockCalcom.answers(200, slotsOf(""));
        assertThat(slots("wire", monday, monday)).isEmpty();

        var reserved = (Reservation) flows.call(
                "calcom-create-reservation",
                Map.of("account", "salon", "eventTypeId", 105L, "start", day.instant("09:00"), "minutes", 10));
        var uid = Map.of("account", "salon", "reservationUid", reserved.uid());
        assertThat(reserved.end()).isEqualTo(day.instant("09:30"));
        assertThat(flows.call("calcom-read-reservation", uid)).isInstanceOf(Reservation.class);
        flows.call("calcom-delete-reservation", uid);
        assertThat(flows.call("calcom-read-reservation", uid)).isNull();
    }

    @Test
    @DisplayName("create: the body as the contract says, the uid kept")
    void create_booking_success() {
        var created = create("10:00");

        var sent = calcom.requests(Operation.CREATE).get(0);
        assertThat(sent.json().path("start").asText())
                .isEqualTo(day.instant("10:00").toString())
                .endsWith("Z");
        assertThat(sent.json().path("eventTypeId").asLong()).isEqualTo(101);
        assertThat(sent.json().at("/attendee/email").asText()).isEqualTo("zoe@example.com");
        assertThat(sent.json().path("metadata").properties()).hasSize(4).allMatch(member -> member.getValue()
                .isTextual());
        assertThat(sent.json().at("/metadata/people").asText()).isEqualTo("2");
        assertThat(created.start()).isEqualTo(day.instant("10:00"));
        assertThat(created.end()).isEqualTo(day.instant("10:30"));
        assertThat(calcom.booking(created.calcomUid()).start).isEqualTo(day.instant("10:00"));

        var seen = (CalcomBooking) flows.call("calcom-read-booking", booking(created.calcomUid()));
        assertThat(seen.status()).isEqualTo(Status.ACCEPTED);
        assertThat(seen.metadata().path("people").asText()).isEqualTo("2");
        var page = (CalcomBookingPage) flows.call(
                "calcom-search-bookings",
                Map.of(
                        "listFilter",
                        new CalcomBookingFilter(
                                "salon", null, day.instant("00:00"), day.instant("23:00"), null, null, 100, 0)));
        assertThat(page.bookings()).extracting(CalcomBooking::uid).containsExactly(created.calcomUid());
        assertThat(page.more()).isFalse();
    }

    @Test
    @DisplayName("cancel: by uid, always with a reason; cancelled already counts as done")
    void cancel_booking_success() {
        var uid = create("11:00").calcomUid();
        var without = Map.of("account", "salon", "calcomUid", uid, "cancelTriedAt", Instant.now());

        flows.call("calcom-cancel-booking", without);
        flows.call("calcom-cancel-booking", without);

        assertThat(calcom.requests(Operation.CANCEL))
                .hasSize(2)
                .allMatch(r -> r.path().equals("/v2/bookings/" + uid + "/cancel"))
                .allMatch(r -> !r.json().path("cancellationReason").asText().isBlank());
        assertThat(calcom.booking(uid).status.isOpen()).isFalse();
        assertThat(flows.refusal("calcom-confirm-booking", without).code()).isEqualTo(ProblemCode.ALREADY_CANCELLED);
        assertThat(((CalcomBooking) flows.call("calcom-decline-booking", without)).status())
                .isEqualTo(Status.CANCELLED);
        assertThat(calcom.requests(Operation.CONFIRM)).isEmpty();
    }

    @Test
    @DisplayName("reschedule: the new uid, linked to the old one")
    void reschedule_booking_success() {
        var old = create("12:00").calcomUid();

        var moved = (Outcome.Done) flows.call(
                "calcom-move-booking",
                Map.of("move", move(old), "calcomUid", old, "start", day.instant("14:00"), "reason", "asked for"));
        made.add(moved.calcomUid());

        assertThat(moved.calcomUid()).isNotEqualTo(old);
        assertThat(moved.start()).isEqualTo(day.instant("14:00"));
        var now = (CalcomBooking) flows.call("calcom-read-booking", booking(moved.calcomUid()));
        assertThat(now.movedFrom()).isEqualTo(old);
        var before = (CalcomBooking) flows.call("calcom-read-booking", booking(old));
        assertThat(before.movedTo()).isEqualTo(moved.calcomUid());
        assertThat(before.status()).isEqualTo(Status.CANCELLED);
        assertThat(((CalcomBooking) flows.call("calcom-confirm-booking", booking(moved.calcomUid()))).status())
                .as("confirmed before")
                .isEqualTo(Status.ACCEPTED);
        assertThat(calcom.requests(Operation.CONFIRM)).isEmpty();
    }

    @Test
    @DisplayName("webhook: registered once however often and by however many, changed in place, others left alone")
    void webhook_registration() {
        atCalcomWebhook("https://elsewhere.example.com/hook");
        var url = "https://interlude.example.com/webhooks/calcom";

        var replies = Upstream.wait(IntStream.range(0, 10)
                .mapToObj(i -> put("{\"subscriberUrl\":\"" + url + "\"}"))
                .toList());

        assertThat(replies).extracting(Reply::status).as(replies.toString()).containsOnly(200);
        assertThat(replies.get(0).at("/subscriberUrl")).isEqualTo(url);
        assertThat(replies).noneMatch(r -> r.text().contains("sandbox-webhook-secret"));
        var creates = webhookCalls("POST");
        assertThat(creates).hasSize(1);
        assertThat(creates.get(0).json().path("secret").asText()).isEqualTo("sandbox-webhook-secret");
        assertThat(creates.get(0).json().path("triggers")).hasSize(9);
        assertThat(webhookCalls("PATCH")).isEmpty();

        var chosen = Upstream.wait(put("{\"subscriberUrl\":\"" + url + "\",\"triggers\":[\"BOOKING_CREATED\"]}"));
        assertThat(chosen.json().path("triggers")).hasSize(1);
        var other = Upstream.wait(put("{\"subscriberUrl\":\"https://new.example.com/hook\"}"));
        assertThat(other.status()).as(other.text()).isEqualTo(200);
        assertThat(webhookUrls())
                .containsExactlyInAnyOrder("https://elsewhere.example.com/hook", "https://new.example.com/hook");
        assertThat(webhookCalls("POST")).hasSize(1);
        assertThat(caller.get(REGISTRATION).at("/subscriberUrl")).isEqualTo("https://new.example.com/hook");

        atCalcomWebhook("https://third.example.com/hook");
        assertThat(Upstream.wait(put("{\"subscriberUrl\":\"https://third.example.com/hook\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(webhookUrls())
                .as("the one that has the address is taken over, ours goes")
                .containsExactlyInAnyOrder("https://elsewhere.example.com/hook", "https://third.example.com/hook");

        assertThat(delete(REGISTRATION).status()).isEqualTo(200);
        assertThat(delete(REGISTRATION).json().path("registered").asBoolean()).isFalse();
        assertThat(webhookUrls()).containsExactly("https://elsewhere.example.com/hook");
        assertThat(caller.get(REGISTRATION).json().path("registered").asBoolean())
                .isFalse();
        assertThat(Upstream.wait(put("{\"subscriberUrl\":\"ftp://x\"}")).status())
                .isEqualTo(400);
        assertThat(caller.with("wrong").get(REGISTRATION).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("event types: made, read, listed, changed, deleted, then 404")
    void event_type_management() {
        var requestBody = RequestBodies.object()
                .put("title", "Beard trim")
                .put("slug", "beard-" + day)
                .put("lengthInMinutes", 20);
        var created = caller.post(EVENT_TYPES, requestBody, "Idempotency-Key", "beard-" + day);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var path = EVENT_TYPES + "/" + created.at("/id");
        assertThat(created.header("Location")).isEqualTo(path);
        assertThat(caller.post(EVENT_TYPES, requestBody, "Idempotency-Key", "beard-" + day)
                        .at("/id"))
                .isEqualTo(created.at("/id"));

        assertThat(caller.get(path).at("/title")).isEqualTo("Beard trim");
        assertThat(caller.get(EVENT_TYPES).each("/eventTypes", "slug")).contains("beard-" + day, "haircut-cut-anna");
        var changed = caller.ask(
                "PATCH",
                path,
                BodyPublishers.ofString("{\"lengthInMinutes\":25,\"afterEventBuffer\":5}"),
                "Content-Type",
                "application/json");
        assertThat(changed.json().path("lengthInMinutes").asInt())
                .as(changed.text())
                .isEqualTo(25);
        assertThat(caller.get(path).json().path("afterEventBuffer").asInt()).isEqualTo(5);
        var twice = caller.post(EVENT_TYPES, requestBody);
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.pointers()).containsExactly("/slug");
        assertThat(caller.post(EVENT_TYPES, RequestBodies.object().put("slug", "x"))
                        .status())
                .isEqualTo(400);

        assertThat(delete(path).status()).isEqualTo(200);
        for (var gone : List.of(caller.get(path), delete(path), caller.get(EVENT_TYPES + "/none"))) {
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.code()).isEqualTo("NOT_FOUND");
        }
        assertThat(caller.get(EVENT_TYPES + "?account=nobody").pointers()).containsExactly("?account");
    }

    @Test
    @DisplayName("a lost create of an event type is looked up by its slug: made, taken by another, or not there")
    void lostEventType() {
        var requestBody = RequestBodies.object()
                .put("title", "Beard dye")
                .put("slug", "dye-" + day)
                .put("lengthInMinutes", 20);
        sandbox.faults().add(onEventTypes().resetAfterWork());

        var made = caller.post(EVENT_TYPES, requestBody);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(calcom.writes()).as("sent once").hasSize(1);
        var path = EVENT_TYPES + "/" + made.at("/id");
        assertThat(caller.get(path).at("/slug")).isEqualTo("dye-" + day);

        sandbox.faults().add(onEventTypes().resetAfterWork());
        var taken = caller.post(EVENT_TYPES, requestBody.deepCopy().put("title", "Another"));
        assertThat(taken.status()).as(taken.text()).isEqualTo(422);
        assertThat(taken.pointers()).containsExactly("/slug");

        sandbox.faults().add(onEventTypes().reset());
        var lost = caller.post(EVENT_TYPES, requestBody.deepCopy().put("slug", "dye-never-" + day));
        assertThat(lost.status()).as(lost.text()).isEqualTo(503);
        assertThat(lost.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(delete(path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "more calls at once than we have connections: those are told so, and Cal.com's breaker does not hear of it")
    void crowded() {
        sandbox.latency(Latency.fixed(1_900));
        var asked = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return flows.call("calcom-read-me", Map.of("account", "salon"));
                            } catch (CamelExecutionException e) {
                                return ((Refused) e.getCause()).problem();
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();

        var answers = asked.stream().map(CompletableFuture::join).toList();

        var refused = answers.stream()
                .filter(Problem.class::isInstance)
                .map(Problem.class::cast)
                .toList();
        assertThat(refused).hasSizeBetween(10, 20).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.retryAfterSeconds()).isPositive();
        });
        var breaker = breakers.circuitBreaker("salon/settings");
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    @DisplayName(
            "the account's own key, the version of each endpoint group; a bad key is refused once, and trips nothing")
    void authentication_handling() {
        slots("salon", day.date(), day.date());
        create("15:00");
        caller.get(EVENT_TYPES);
        caller.get(REGISTRATION);
        assertThat(((Holder) flows.call("calcom-read-me", Map.of("account", "salon"))).username())
                .isNotBlank();
        flows.call("calcom-read-reservation", Map.of("account", "salon", "reservationUid", "none"));

        assertThat(calcom.requests())
                .allMatch(r -> ("Bearer " + Sandbox.KEY).equals(r.headers().get("authorization")));
        assertThat(versions(Operation.SLOTS)).containsOnly("2024-09-04");
        assertThat(versions(Operation.RESERVATIONS)).containsOnly("2024-09-04");
        assertThat(versions(Operation.CREATE)).containsOnly("2024-08-13");
        assertThat(versions(Operation.EVENT_TYPES)).containsOnly("2024-06-14");
        assertThat(versions(Operation.WEBHOOKS)).containsOnly("none");
        assertThat(versions(Operation.ME)).containsOnly("none");

        sandbox.forgetRequests();
        for (int i = 0; i < 25; i++) {
            var problem = flows.refusal("calcom-read-me", Map.of("account", "stranger"));
            assertThat(problem.code()).isEqualTo(ProblemCode.CALCOM_REJECTED);
            assertThat(problem.status()).isEqualTo(502);
            assertThat(problem.detail()).contains("key").doesNotContain("cal_of_nobody");
        }
        assertThat(calcom.requests(Operation.ME))
                .hasSize(25)
                .allMatch(r -> r.status() == 401)
                .allMatch(r -> "Bearer cal_of_nobody".equals(r.headers().get("authorization")));
    }

    @Test
    @DisplayName(
            "answers: four shapes of error, unknown members, nulls, HTML, empty and broken bodies; none gets out or into the log")
    void response_parsing(CapturedOutput log) {
        var shapeA = "{\"status\":\"error\",\"path\":\"/v2/x?attendeeEmail=zoe@example.com\",\"error\":{\"code\":"
                + "\"BadRequestException\",\"message\":\"Bad Request Exception\",\"details\":{\"errors\":[{\"target\":"
                + "{\"email\":\"zoe@example.com\"},\"value\":\"zoe@example.com\",\"property\":\"start\",\"constraints\":"
                + "{\"isDateString\":\"start must be valid\"}}]}}}";
        assertThat(read(400, shapeA)).isEqualTo(ProblemCode.CALCOM_REJECTED);
        assertThat(
                        read(
                                400,
                                "{\"status\":\"error\",\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"responses - {notes}\"}}"))
                .isEqualTo(ProblemCode.CALCOM_REJECTED);
        assertThat(read(403, "{\"statusCode\":403,\"message\":\"booking_limit_reached\"}"))
                .isEqualTo(ProblemCode.SLOT_UNAVAILABLE);
        assertThat(read(409, "{\"statusCode\":409,\"message\":\"booking_conflict_error\"}"))
                .isEqualTo(ProblemCode.SLOT_UNAVAILABLE);
        assertThat(read(500, "{\"statusCode\":500,\"message\":\"Internal server error\"}"))
                .isEqualTo(ProblemCode.CALCOM_UNAVAILABLE);
        assertThat(read(404, "{\"status\":\"error\",\"error\":{\"message\":null,\"code\":null,\"details\":\"x\"}}"))
                .isEqualTo(ProblemCode.NOT_FOUND);
        for (var garbage : List.of("", "null", "[]", "17", "<html>zoe@example.com</html>", "{\"status\":\"succ")) {
            assertThat(read(200, garbage)).as(garbage).isEqualTo(ProblemCode.CALCOM_MALFORMED);
            assertThat(read(400, garbage)).as(garbage).isEqualTo(ProblemCode.CALCOM_MALFORMED);
        }
        assertThat(read(302, "{}")).isEqualTo(ProblemCode.CALCOM_MALFORMED);
        assertThat(read(200, "{\"status\":\"success\",\"data\":null}")).isEqualTo(ProblemCode.CALCOM_MALFORMED);
        assertThat(read(200, "{\"status\":\"success\",\"data\":{\"uid\":null}}"))
                .isEqualTo(ProblemCode.CALCOM_MALFORMED);
        for (var fault : Fault.values()) {
            resetBreakers();
            WireMockCalcom.breaks(fault);
            assertThat(flows.refusal("calcom-read-booking", wired()).code())
                    .as(fault.name())
                    .isIn(ProblemCode.CALCOM_UNAVAILABLE, ProblemCode.CALCOM_MALFORMED);
        }

        resetBreakers();
        WireMockCalcom.answers(
                200,
                """
                {"status":"success","new":{},"data":{"uid":"u","start":"2026-12-07T09:00:00.000Z","end":"2026-12-07T09:30:00.000Z",
                 "status":"awaiting_host","attendees":[],"metadata":null,"rating":null,"rescheduledByEmail":null,"more":[1]}}""");
        var seen = (CalcomBooking) flows.call("calcom-read-booking", wired());
        assertThat(seen.status()).isEqualTo(Status.UNKNOWN);
        assertThat(seen.attendees().all()).isEmpty();
        assertThat(log.getAll()).doesNotContain("zoe@example.com", "cal_wire", "start must be valid");
    }

    private ProblemCode read(int status, String body) {
        resetBreakers();
        WireMockCalcom.answers(status, body);
        var problem = flows.refusal("calcom-read-booking", wired());
        assertThat(problem.detail())
                .doesNotContain("zoe@example.com", "Exception", "html", "responses", "limit_reached");
        return problem.code();
    }

    private static Map<String, Object> wired() {
        return Map.of("account", "wire", "calcomUid", "u");
    }

    private Outcome.Done create(String time) {
        var segment = new PlannedSegment(
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                "cut",
                "anna",
                "salon",
                101,
                day.instant(time),
                day.instant(time).plusSeconds(1_800));
        var plan = new BookingPlan(
                segment.booking(),
                UUID.randomUUID(),
                "haircut",
                Day.BERLIN,
                new Attendee("Zoë", "zoe@example.com", "Europe/Berlin", "de", null),
                "",
                RequestBodies.object().put("people", 2).put("vip", true),
                null,
                null,
                List.of(segment),
                "test",
                Instant.MAX,
                null,
                null,
                null);
        var done = (Outcome.Done) flows.call("calcom-create-booking", Map.of("plan", plan, "segment", segment));
        made.add(done.calcomUid());
        return done;
    }

    private Move move(String uid) {
        return new Move(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "anna",
                "salon",
                101,
                day.instant("12:00"),
                day.instant("12:30"),
                uid,
                day.instant("14:00"),
                day.instant("14:30"),
                null,
                false,
                Instant.MAX);
    }

    private static Map<String, Object> booking(String uid) {
        return Map.of("account", "salon", "calcomUid", uid, "reason", "test", "cancelTriedAt", Instant.now());
    }

    @SuppressWarnings("unchecked")
    private List<Instant> slots(String account, LocalDate first, LocalDate last) {
        return (List<Instant>)
                flows.call("calcom-read-slots", Map.of("slotRead", new SlotRead(account, 101, first, last)));
    }

    private static String slotsOf(String days) {
        return "{\"status\":\"success\",\"data\":{" + days + "},\"surprise\":null}";
    }

    private CompletableFuture<Reply> put(String body) {
        return caller.asking("PUT", REGISTRATION, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private Reply delete(String path) {
        return caller.ask("DELETE", path, BodyPublishers.noBody());
    }

    private List<Received> webhookCalls(String method) {
        return calcom.requests(Operation.WEBHOOKS).stream()
                .filter(r -> r.method().equals(method))
                .filter(r -> !"test".equals(r.headers().get("x-made-by")))
                .filter(r -> Sandbox.KEY.equals(r.key()))
                .toList();
    }

    private List<String> webhookUrls() {
        return AtCalcom.ask(sandbox, "GET", "/v2/webhooks", null).path("data").findValuesAsText("subscriberUrl");
    }

    private static dev.interlude.sandbox.fault.Fault onEventTypes() {
        return dev.interlude.sandbox.fault.Fault.on(Operation.EVENT_TYPES);
    }

    private void atCalcomWebhook(String url) {
        AtCalcom.ask(
                sandbox,
                "POST",
                "/v2/webhooks",
                RequestBodies.object()
                        .put("subscriberUrl", url)
                        .put("active", true)
                        .set("triggers", RequestBodies.array().add("BOOKING_PAID")));
    }

    private List<String> versions(Operation operation) {
        return calcom.requests(operation).stream()
                .map(r -> r.headers().getOrDefault("cal-api-version", "none"))
                .distinct()
                .toList();
    }
}
