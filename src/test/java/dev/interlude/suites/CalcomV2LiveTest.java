package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Figures;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Interlude between a caller and a real Cal.com, on event types made for it. What it books lies in the next two weeks and is
 * taken away at the end, also after a failure or Ctrl-C. All together ask Cal.com at most 60 times a minute, so each step waits until
 * there are calls again.
 */
@Tag("live")
@DisplayName("With a Cal.com as it is")
class CalcomV2LiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENT_TYPES = "/api/v1/event-types";
    private static final String REGISTRATION = "/api/v1/webhook-registration";
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    @TempDir
    static Path folder;

    private static LiveCalcom calcom;
    private static LiveDatabase database;
    private static long cut;
    private static long colour;
    private static long finish;
    private static ServerProcess server;
    private static Upstream caller;

    @BeforeAll
    static void start() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(CalcomV2LiveTest::leaveNothing));
        calcom = LiveCalcom.connect(RUN);
        cut = calcom.eventType("cut", 30);
        colour = calcom.eventType("colour", 30);
        finish = calcom.eventType("finish", 30);
        var catalog = Files.writeString(
                folder.resolve("catalog.yaml"),
                """
                timeZone: Europe/Berlin
                account: salon
                staff:
                  owner: { name: Owner }
                services:
                  cut:
                    name: Cut
                    segments:
                      - { key: cut, name: Cut, minutes: 30, staff: { owner: %1$d } }
                  colour-and-finish:
                    name: Colour and finish
                    segments:
                      - { key: colour, name: Colour, minutes: 30, staff: { owner: %2$d }, pauseAfter: { min: 30, max: 60 } }
                      - { key: finish, name: Finish, minutes: 30, staff: { owner: %3$d } }
                """
                        .formatted(cut, colour, finish));
        var settings = new HashMap<>(Map.of(
                "INTERLUDE_CATALOG",
                catalog.toString(),
                "CALCOM_API_KEY",
                calcom.key(),
                "INTERLUDE_SEARCH_LIMIT",
                "15s",
                "INTERLUDE_CALCOM_ACCOUNTS_STRANGER_BASEURL",
                calcom.baseUrl(),
                "INTERLUDE_CALCOM_ACCOUNTS_STRANGER_APIKEY",
                "cal_of_nobody",
                "INTERLUDE_CALCOM_ACCOUNTS_STRANGER_WEBHOOKSECRET",
                "of-nobody"));
        settings.putAll(calcom.limits());
        database = LiveDatabase.open(RUN);
        settings.putAll(database.settings());
        server = ServerProcess.start("live", database.url(), calcom.baseUrl(), settings)
                .awaitReady();
        caller = new Upstream(URI.create(server.url()).getPort());
    }

    /** Called at the end of the class, and once more when the JVM ends: before it was through, perhaps. */
    @AfterAll
    static synchronized void leaveNothing() {
        if (server != null) {
            server.close();
        }
        if (calcom != null) {
            calcom.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void awaitCalls() {
        await("calls to Cal.com").atMost(PATIENCE).until(() -> {
            var budget = caller.get("/health/calcom/detailed").json().at("/budget/salon");
            return budget.path("left").asInt() >= budget.path("capacity").asInt() - 1;
        });
    }

    @Test
    @DisplayName("one asked shows that it is there")
    void live_api_connectivity() {
        assertThat(caller.get(EVENT_TYPES).status()).isEqualTo(200);

        var health = caller.get("/health/calcom");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/status")).isEqualTo("healthy");
    }

    @Test
    @DisplayName("a good key opens it, a wrong one does not, and is not told")
    void live_authentication() {
        assertThat(caller.get(EVENT_TYPES).each("/eventTypes", "slug")).contains(calcom.slug("cut"));

        var refused = caller.get(EVENT_TYPES + "?account=stranger");
        assertThat(refused.status()).as(refused.text()).isEqualTo(502);
        assertThat(refused.code()).isEqualTo("CALCOM_REJECTED");
        assertThat(refused.text()).doesNotContain("cal_of_nobody");
    }

    @Test
    @DisplayName("offers consist of times that it says are free, with a pause as the catalog wants it")
    void live_availability_query() {
        var offers = offers("colour-and-finish");
        var first = offers.json().at("/offers/0");
        var colourStart = first.at("/segments/0/start").asText();
        var finishStart = first.at("/segments/1/start").asText();

        assertThat(Duration.between(instant(first.at("/segments/0/end").asText()), instant(finishStart)))
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(60));
        assertThat(free(colour, colourStart)).contains(instant(colourStart));
        assertThat(free(finish, finishStart)).contains(instant(finishStart));
    }

    @Test
    @DisplayName("a composite is two bookings there, both at their times, and two cancelled ones later")
    void live_booking_creation_and_cancellation() {
        var offer = offers("colour-and-finish").json().at("/offers/0");
        var body =
                RequestBodies.booking("colour-and-finish", offer.path("start").asText());
        body.set("segments", offer.path("segments"));
        var booked = caller.booked(body);

        var uids = booked.each("/segments", "calcom/uid");
        var starts = booked.each("/segments", "start");
        for (int i = 0; i < 2; i++) {
            var read = calcom.booking(uids.get(i));
            assertThat(read.path("status").asText()).isEqualTo("accepted");
            assertThat(Instant.parse(read.path("start").asText())).isEqualTo(instant(starts.get(i)));
        }
        var cancelled = caller.cancel(booked.id());
        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(uids)
                .allSatisfy(uid ->
                        assertThat(calcom.booking(uid).path("status").asText()).isEqualTo("cancelled"));
    }

    @Test
    @DisplayName("an event type is made, changed, found and removed")
    void live_event_type_management() {
        var slug = calcom.slug("managed");
        var made = caller.post(
                EVENT_TYPES,
                RequestBodies.object().put("title", "Managed").put("slug", slug).put("lengthInMinutes", 20));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var path = EVENT_TYPES + "/" + made.at("/id");
        try {
            var changed = caller.ask(
                    "PATCH",
                    path,
                    BodyPublishers.ofString("{\"lengthInMinutes\":25}"),
                    "Content-Type",
                    "application/json");
            assertThat(changed.status()).as(changed.text()).isEqualTo(200);
            assertThat(caller.get(path).at("/lengthInMinutes")).isEqualTo("25");
            assertThat(caller.get(EVENT_TYPES).each("/eventTypes", "slug")).contains(slug);
        } finally {
            assertThat(caller.ask("DELETE", path, BodyPublishers.noBody()).status())
                    .isEqualTo(200);
        }
        assertThat(caller.get(path).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("a webhook is registered once, however often it is asked for, and removed")
    void live_webhook_registration() {
        var body =
                RequestBodies.object().put("subscriberUrl", calcom.subscriber()).toString();
        for (int i = 0; i < 2; i++) {
            var put =
                    caller.ask("PUT", REGISTRATION, BodyPublishers.ofString(body), "Content-Type", "application/json");
            assertThat(put.status()).as(put.text()).isEqualTo(200);
            assertThat(calcom.subscriptions()).isEqualTo(1);
        }
        assertThat(caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody()).status())
                .isEqualTo(200);
        assertThat(calcom.subscriptions()).isZero();
    }

    @Test
    @DisplayName("calls stay within what the key allows: nobody hears of a limit")
    void live_rate_limiting_behavior() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller.get(EVENT_TYPES).status()).isEqualTo(200);
        }
        var page = caller.get("/health/calcom/detailed");
        var budget = page.json().at("/budget/salon");
        assertThat(budget.path("blocked_seconds").asInt(-1)).as(page.text()).isZero();
        assertThat(budget.path("left").asInt(-1))
                .as(page.text())
                .isBetween(0, budget.path("capacity").asInt());
    }

    @Test
    @DisplayName(
            "what it refuses is told in our words: a time that is taken, a time that is over, something that is not there")
    void live_error_responses() {
        var body = firstCut(1);
        var booked = caller.booked(body);
        var taken = caller.book(body);
        assertThat(taken.status()).as(taken.text()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(taken.starts()).isNotEmpty();
        assertThat(caller.cancel(booked.id()).status()).isEqualTo(200);

        awaitCalls();
        var over = caller.book(RequestBodies.booking("cut", LocalDate.now().minusDays(7) + "T10:00:00"));
        assertThat(over.status()).as(over.text()).isIn(400, 422);
        var path = EVENT_TYPES + "/"
                + caller.post(
                                EVENT_TYPES,
                                RequestBodies.object()
                                        .put("title", "Gone")
                                        .put("slug", calcom.slug("gone"))
                                        .put("lengthInMinutes", 20))
                        .at("/id");
        assertThat(caller.ask("DELETE", path, BodyPublishers.noBody()).status()).isEqualTo(200);
        assertThat(caller.get(path).status())
                .as("one that has just been deleted")
                .isEqualTo(404);
    }

    @Test
    @DisplayName("what others book and cancel there is seen here after a comparison, and a second one changes nothing")
    void live_data_consistency() {
        var start = instant(firstCut(2).path("start").asText()).toString();
        var uid = calcom.book(cut, start);
        awaitCalls();
        compare();
        var seen = bookingOf(uid);
        assertThat(caller.read(seen).at("/status")).isEqualTo("BOOKED");

        calcom.cancel(uid);
        awaitCalls();
        compare();
        assertThat(caller.read(seen).at("/status")).isEqualTo("CANCELLED");
        assertThat(compare().json().at("/outcome/repaired").asInt()).isZero();
    }

    @Test
    @DisplayName("how long it takes")
    void live_performance_benchmarks() {
        var searches = new ArrayList<Long>();
        var creates = new ArrayList<Long>();
        var cancels = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            awaitCalls();
            searches.add(millis(() -> offers("cut")));
            var body = firstCut(3 + i);
            var booked = new ArrayList<Reply>();
            creates.add(millis(() -> booked.add(caller.booked(body))));
            cancels.add(millis(
                    () -> assertThat(caller.cancel(booked.get(0).id()).status()).isEqualTo(200)));
        }
        Figures.line(
                "medians of 5 with " + calcom.baseUrl(),
                "search %d ms, booking %d ms, cancellation %d ms"
                        .formatted(median(searches), median(creates), median(cancels)));
    }

    /** Offers of the next two weeks, from the day after tomorrow on. */
    private static Reply offers(String service) {
        var from = LocalDate.now().plusDays(2);
        var reply = caller.get(
                "/api/v1/availability",
                List.of("service", service, "from", "" + from, "to", "" + from.plusDays(14), "limit", "40"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("offers")).as(reply.text()).isNotEmpty();
        return reply;
    }

    private static ObjectNode firstCut(int number) {
        return RequestBodies.booking("cut", offers("cut").starts().get(number));
    }

    private static List<Instant> free(long eventType, String around) {
        var day = OffsetDateTime.parse(around).toLocalDate();
        return calcom.slots(eventType, "" + day, "" + day.plusDays(1)).stream()
                .map(CalcomV2LiveTest::instant)
                .toList();
    }

    private static Reply compare() {
        var run = caller.post("/api/v1/sync", "{\"mode\":\"incremental\"}");
        assertThat(run.status()).as(run.text()).isEqualTo(202);
        var path = "/api/v1/sync/runs/" + run.at("/runId");
        await().atMost(PATIENCE).until(() -> !caller.get(path).at("/state").equals("running"));
        var report = caller.get(path);
        assertThat(report.at("/state")).as(report.text()).isEqualTo("done");
        return report;
    }

    private static String bookingOf(String uid) {
        return caller.get("/api/v1/bookings?service=cut&limit=100")
                .json()
                .path("bookings")
                .valueStream()
                .filter(booking -> booking.toString().contains(uid))
                .map(booking -> booking.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(uid + " was not seen"));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static long millis(Runnable work) {
        var began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static long median(List<Long> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
