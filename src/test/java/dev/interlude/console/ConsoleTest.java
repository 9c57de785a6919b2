package dev.interlude.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("integration")
@DisplayName("In the console an operator")
class ConsoleTest extends AcceptanceTest {

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private ConsoleClient console;

    @BeforeEach
    void open() {
        console = new ConsoleClient(managementPort, "local-admin-key");
    }

    @Test
    @DisplayName("logs in first; a form without its token is refused, and the public port has no console")
    void login() {
        var stranger = new ConsoleClient(managementPort, "wrong " + day);
        assertThat(stranger.get("/console/attention").statusCode()).isEqualTo(401);
        assertThat(console.get("/console").body()).contains("<nav");
        assertThat(console.post("/console/search", Map.of("q", "zoe@example.com"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(caller.get("/console/attention").status())
                .as("on the public port")
                .isEqualTo(404);
        assertThat(console.get("/console/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("sees a day with segments, pauses and what could fill them, and opens an appointment from it")
    void day() {
        var id = caller.booked(RequestBodies.booking("colour-and-style", day.at("10:00")))
                .id();

        var page = console.get("/console/day?date=" + day);

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("href=\"/console/bookings/" + id + "\"")
                .contains("Colour, Colour and style, booked")
                .containsPattern("Pause 10:45–11:\\d\\d, Anna is free: [^\"]*Haircut");
        var appointment = console.get("/console/bookings/" + id);
        assertThat(appointment.body())
                .contains(calcom.liveOf(id).get(0).uid)
                .contains("booking-release-segment")
                .contains("<td>booked</td>");
    }

    @Test
    @DisplayName("sees what is held while a customer decides, and until when")
    void held() {
        var hold = caller.post(
                "/api/v1/holds",
                "{\"service\":\"haircut\",\"start\":\"%s\",\"staff\":\"ben\",\"seconds\":300}"
                        .formatted(day.at("10:00")));
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);

        var until = hold.at("/endsAt").substring(11, 16);
        assertThat(console.get("/console/day?date=" + day).body())
                .contains("10:00–10:30 Ben: Cut, Haircut, held for a customer until " + until);

        caller.ask("DELETE", "/api/v1/holds/" + hold.id(), BodyPublishers.noBody());
        assertThat(console.get("/console/day?date=" + day).body()).doesNotContain("held for a customer");
    }

    @Test
    @DisplayName("sees who is away, but not why")
    void away() {
        var absence = caller.post(
                "/api/v1/absences",
                "{\"staff\":\"ben\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"flu\"}"
                        .formatted(day.at("10:00"), day.at("12:00")));
        assertThat(absence.status()).as(absence.text()).isEqualTo(201);

        assertThat(console.get("/console/day?date=" + day).body())
                .contains("Ben is away from %s 10:00 to %s 12:00".formatted(day, day))
                .doesNotContain("flu");

        caller.ask("DELETE", "/api/v1/absences/" + absence.id(), BodyPublishers.noBody());
        assertThat(console.get("/console/day?date=" + day).body()).doesNotContain("is away");
    }

    @Test
    @DisplayName("sees who waits for what, and what is offered until when, and takes an entry off the list")
    void waits() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var wanted = RequestBodies.haircut("", "ben");
        wanted.remove("start");
        wanted.put("from", day.toString()).put("to", day.next().toString());
        wanted.putArray("staff").add("ben");
        var entry = caller.post("/api/v1/waitlist", wanted);
        assertThat(entry.status()).as(entry.text()).isEqualTo(201);
        assertThat(waitlist())
                .contains(
                        entry.id(),
                        day + " 00:00 to " + day.next() + " 00:00",
                        wanted.at("/attendee/name").asText().split(" ")[0],
                        "nothing yet")
                .doesNotContain(wanted.at("/attendee/email").asText());

        caller.cancel(booked.id());

        await().until(() -> waitlist().contains(day + ", Ben 10:00–10:30, until "));
        var removed = console.submit(
                console.get("/console/waitlist"), "action=\"/console/waitlist\"", Map.of("entry", entry.id()));
        assertThat(removed.body()).contains("Removed from the waiting list.").doesNotContain(entry.id());
        assertThat(caller.get("/api/v1/waitlist/" + entry.id()).at("/status")).isEqualTo("REMOVED");
        assertThat(console.post("/console/waitlist", Map.of("entry", entry.id()))
                        .statusCode())
                .as("without the token of a form")
                .isEqualTo(403);
    }

    private String waitlist() {
        return console.get("/console/waitlist").body();
    }

    @Test
    @DisplayName("sees what is closed")
    void closed() {
        var absence = caller.post(
                "/api/v1/absences",
                "{\"resource\":\"hood\",\"unit\":2,\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(day.at("10:00"), day.at("12:00")));
        assertThat(absence.status()).as(absence.text()).isEqualTo(201);

        assertThat(console.get("/console/day?date=" + day).body())
                .contains("hood 2 is closed from %s 10:00 to %s 12:00".formatted(day, day));

        caller.ask("DELETE", "/api/v1/absences/" + absence.id(), BodyPublishers.noBody());
        assertThat(console.get("/console/day?date=" + day).body()).doesNotContain("is closed");
    }

    @Test
    @DisplayName("is told how a day is written when an address names none")
    void noDay() {
        for (var wrong : new String[] {"tomorrow", "2026-02-30", "2026-13-01", "26-1-1", "%2B1000000-01-01"}) {
            var page = console.get("/console/day?date=" + wrong);
            assertThat(page.statusCode()).as(wrong).isEqualTo(400);
            assertThat(page.body()).as(wrong).contains("role=\"alert\"", "a day is written as 2026-12-07");
        }
        assertThat(console.get("/console/day").statusCode()).as("today").isEqualTo(200);
    }

    @Test
    @DisplayName("moves and cancels an appointment; each is in its history, and a refusal says why")
    void change() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        caller.booked(RequestBodies.haircut(day.at("12:00"), "anna"));
        var appointment = console.get("/console/bookings/" + id);

        var taken = console.submit(
                appointment,
                "value=\"move\"",
                Map.of("action", "move", "start", day.at("12:00").substring(0, 16)));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("role=\"alert\"");

        var moved = console.submit(
                taken,
                "value=\"move\"",
                Map.of("action", "move", "start", day.at("14:00").substring(0, 16)));
        assertThat(moved.body()).contains("Moved to ");
        assertThat(calcom.liveOf(id)).hasSize(1).allMatch(row -> row.start.equals(day.instant("14:00")));

        var cancelled = console.submit(moved, "value=\"cancel\"", Map.of("action", "cancel", "reason", "is ill"));
        assertThat(cancelled.body()).contains("Cancelled.");
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(books.status(id)).isEqualTo("CANCELLED");
        assertThat(console.get("/console/bookings/" + id).body())
                .contains("is ill")
                .contains("<td>admin</td>");
    }

    @Test
    @DisplayName("finds a booking by address, id, Cal.com uid and trace, and no address stands in a URL or title")
    void search() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var trace = caller.read(booked.id()).at("/traceId");
        var page = console.get("/console/search");
        for (var text :
                new String[] {booked.at("/attendee/email"), booked.id(), booked.at("/segments/0/calcom/uid"), trace}) {
            var found = console.submit(page, "name=\"q\"", Map.of("q", text));
            assertThat(found.body()).as(text).contains("/console/bookings/" + booked.id());
            assertThat(found.uri().getQuery()).isNull();
        }
        assertThat(console.submit(page, "name=\"q\"", Map.of("q", "nothing-" + UUID.randomUUID()))
                        .body())
                .contains("Nothing was found");
    }

    @Test
    @DisplayName("settles a stuck saga and a flagged booking from the list of what needs a person")
    void attention() {
        withoutBreaker();
        var flagged = flagged();
        var stuck = stuck();
        var list = console.get("/console/attention");
        assertThat(list.body())
                .contains("An appointment could not be cancelled or undone")
                .contains("/console/bookings/" + stuck)
                .contains("/console/bookings/" + flagged);
        assertThat(console.get("/console/day?date=" + day).body()).contains("flagged");

        sandbox.faults().clear();
        var retried =
                console.submit(list, "value=\"" + books.booking(stuck, "saga"), Map.of("action", "Let it try again"));
        assertThat(retried.body())
                .contains("Done: Let it try again.")
                .containsPattern("(?s)<td>admin</td><td>Let it try again</td>.{0,200}/console/bookings/" + stuck);
        books.awaitStatus(stuck, "CANCELLED");

        var appointment = console.get("/console/bookings/" + flagged);
        var lookedAt = console.submit(
                appointment, "value=\"looked-at\"", Map.of("action", "looked-at", "note", "the customer knows"));
        assertThat(lookedAt.body()).contains("Marked as looked at.").contains("the customer knows");
        assertThat(console.get("/console/attention").body().split("What was done")[0])
                .doesNotContain("/console/bookings/" + flagged);

        var again =
                console.submit(list, "value=\"" + books.booking(stuck, "saga"), Map.of("action", "Let it try again"));
        assertThat(again.body()).contains("settled meanwhile");
    }

    @Test
    @DisplayName("settles a webhook that could not be processed: tries it again, sees who did, and dismisses it")
    void deadDelivery() {
        var told = new FromCalcom(sandbox, caller, jdbc, port);
        var marker = UUID.randomUUID();
        told.deliver("no JSON " + marker);
        var list = await().until(() -> console.get("/console/attention"), page -> page.body()
                .contains("A message from Cal.com could not be processed"));
        var id = jdbc.sql("select id from webhook_delivery where convert_from(body, 'UTF8') = :body")
                .param("body", "no JSON " + marker)
                .query(String.class)
                .single();

        var again = console.submit(list, "value=\"" + id, Map.of("action", "Process it again"));
        assertThat(again.body()).contains("Done: Process it again.").doesNotContain(marker.toString());
        var dead = await().until(() -> console.get("/console/attention"), page -> page.body()
                .contains("value=\"" + id));
        assertThat(card(dead, id)).containsPattern("CES?T, admin: Process it again");

        var dismissed = console.submit(dead, "value=\"" + id, Map.of("action", "Dismiss it"));
        assertThat(dismissed.body())
                .contains("Done: Dismiss it.", "<td>admin</td><td>Dismiss it</td>")
                .doesNotContain("value=\"" + id);
    }

    @Test
    @DisplayName("settles an event that no subscriber took: sends it again once the subscriber is back")
    void deadEvent() {
        var receiver = new Receiver();
        receiver.answers(500);
        var subscription = caller.post(
                        "/api/v1/subscriptions",
                        RequestBodies.object()
                                .put("url", receiver.url())
                                .set("events", RequestBodies.array().add("booking.created")))
                .id();
        caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var list = await().atMost(Duration.ofSeconds(60))
                .until(() -> console.get("/console/attention"), page -> page.body()
                        .contains("value=\"" + subscription));
        assertThat(card(list, subscription))
                .contains("A subscriber did not take its events")
                .contains("1 event was not delivered");

        receiver.answers(204);
        var sent = console.submit(list, "value=\"" + subscription, Map.of("action", "Send them again"));
        assertThat(sent.body())
                .contains("Done: Send them again.", "<td>admin</td><td>Send them again</td>")
                .doesNotContain("value=\"" + subscription);
        await().until(() ->
                receiver.raw().stream().anyMatch(event -> event.getResponse().getStatus() == 204));
        caller.ask("DELETE", "/api/v1/subscriptions/" + subscription, BodyPublishers.noBody());
    }

    @Test
    @DisplayName("is told that there is no such booking or action, by a page that says so")
    void noSuchForm() {
        var page = console.get("/console/search");
        var booking =
                caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).at("/id");

        assertThat(act(page, UUID.randomUUID().toString(), "cancel").statusCode())
                .isEqualTo(404);
        assertThat(act(page, booking, "paint").statusCode()).isEqualTo(400);
        assertThat(act(page, booking, "paint").body()).contains("There is no such action.");
    }

    @Test
    @DisplayName("is told that a form cannot be used whose hidden field is not the console's")
    void changedForm() {
        var page = console.get("/console/search");

        var changed = console.post(
                "/console/waitlist",
                Map.of(
                        "_csrf",
                        ConsoleClient.token(page),
                        "entry",
                        UUID.randomUUID().toString(),
                        "once",
                        "\0"));
        assertThat(changed.statusCode()).isLessThan(500);
        assertThat(changed.body()).contains("This form is not as this console made it");
    }

    private HttpResponse<String> act(HttpResponse<String> page, String booking, String action) {
        return console.post(
                "/console/bookings/" + booking, Map.of("_csrf", ConsoleClient.token(page), "action", action));
    }

    @Test
    @DisplayName("finds a refused flow with its file and line, on two pages, until the file is mended")
    void refusedFlow() throws IOException {
        var file = FLOWS.resolve("booking/mine.camel.yaml");
        Files.writeString(file, "# mine\n- route:\n    id: mine\n    id: twice\n");
        try {
            var list = await().atMost(Duration.ofSeconds(60))
                    .until(() -> console.get("/console/attention"), page -> page.body()
                            .contains("A changed flow was refused"));
            var sentence = "booking/mine.camel.yaml, line 4: the key &#39;id&#39; is written twice";
            assertThat(list.body()).contains(sentence);
            assertThat(console.get("/console/health").body()).contains("Flows, refused: " + sentence);
        } finally {
            Files.delete(file);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(console.get("/console/attention").body()).doesNotContain("A changed flow was refused");
            assertThat(console.get("/console/health").body()).doesNotContain("mine.camel.yaml");
        });
    }

    @Test
    @DisplayName("reads whether bookings can be made, and the budget, breakers, sagas and flows behind it")
    void health() {
        assertThat(console.get("/console/health").body())
                .contains("ookings can")
                .contains("Calls to Cal.com, account salon", "to book and move")
                .contains("Circuit breakers", "salon, bookings write")
                .contains("Free times kept in memory", "Sagas open", "(inbox)", "(outbox)", "Both sides compared")
                .containsPattern("(this one)\\)</dt>\\s*<dd>alive")
                .contains(" routes from " + FLOWS)
                .contains("PostgreSQL", "tzdata", "Cal.com&#39;s API, bookings");
    }

    private static String card(HttpResponse<String> page, String id) {
        return Pattern.compile("(?s)<article.*?</article>")
                .matcher(page.body())
                .results()
                .map(MatchResult::group)
                .filter(card -> card.contains("value=\"" + id))
                .findFirst()
                .orElseThrow();
    }

    private String flagged() {
        var booked = caller.booked(RequestBodies.booking("full-treatment", day.at("09:00")));
        var told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
        told.cancelled(booked.at("/segments/2/calcom/uid"));
        await().untilAsserted(() -> assertThat(books.history(booked.id())).contains("flagged"));
        return booked.id();
    }

    private String stuck() {
        var booking =
                caller.booked(RequestBodies.haircut(day.at("15:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        assertThat(caller.cancel(booking).status()).isEqualTo(202);
        jdbc.sql("update saga_step set attempts = 19 where saga = :saga and state = 'ENLISTED'")
                .param("saga", UUID.fromString(books.booking(booking, "saga")))
                .update();
        await().until(() -> books.saga(booking).equals("STUCK"));
        return booking;
    }
}
