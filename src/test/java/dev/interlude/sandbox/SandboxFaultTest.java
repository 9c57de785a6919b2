package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.log.Received;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A fault")
class SandboxFaultTest {
    private static final String NINE = Salon.DAY + "T09:00:00Z";
    private static Salon salon;

    @BeforeAll
    static void open() {
        salon = new Salon();
    }

    @AfterAll
    static void shut() {
        salon.close();
    }

    @BeforeEach
    void reset() {
        salon.sandbox.reset();
    }

    private static void order(Fault fault) {
        salon.sandbox.faults().add(fault);
    }

    private static Fault onCreate() {
        return Fault.on(Operation.CREATE);
    }

    private static int booked() {
        return salon.sandbox.bookings().size();
    }

    @Test
    @DisplayName("refuses as ordered, as often as ordered, after letting the first ones pass")
    void refuse() throws Exception {
        order(onCreate().refuse(Refusal.slotTaken()).forEventType(101).skip(1).times(2));

        assertThat(salon.create(101, NINE).statusCode()).isEqualTo(201);
        assertThat(salon.create(101, Salon.DAY + "T10:00:00Z").statusCode()).isEqualTo(400);
        assertThat(salon.create(102, NINE).statusCode())
                .as("another event type")
                .isEqualTo(201);
        assertThat(salon.create(101, Salon.DAY + "T10:00:00Z").statusCode()).isEqualTo(400);
        assertThat(salon.create(101, Salon.DAY + "T10:00:00Z").statusCode()).isEqualTo(201);
        assertThat(salon.sandbox.faults().list().get(0).happened()).isEqualTo(2);
    }

    @Test
    @DisplayName("refuses in the shape of the refusal")
    void shapes() throws Exception {
        order(onCreate().refuse(Refusal.bookingConflict()));
        assertThat(salon.create(101, NINE).body())
                .isEqualTo("{\"statusCode\":409,\"message\":\"booking_conflict_error\"}");
        order(onCreate().refuse(Refusal.forbidden("no")));
        assertThat(salon.create(101, NINE).body()).contains("\"code\":\"ForbiddenException\"");
    }

    @Test
    @DisplayName("fits the booking that a request is about by its event type and by its uid")
    void aboutOneBooking() throws Exception {
        var uid = Salon.data(salon.create(101, NINE)).path("uid").asText();
        order(Fault.on(Operation.GET).serverError(500).forEventType(101));
        order(Fault.on(Operation.GET).serverError(502).forUid(uid));

        assertThat(salon.get("/v2/bookings/" + uid).statusCode()).isEqualTo(500);
        assertThat(salon.get("/v2/bookings/" + uid).statusCode()).isEqualTo(502);
        assertThat(salon.get("/v2/bookings/" + uid).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("answers 5xx, as the server or as the gateway before it")
    void serverErrors() throws Exception {
        order(onCreate().serverError(500));
        assertThat(salon.create(101, NINE).body())
                .isEqualTo("{\"statusCode\":500,\"message\":\"Internal server error\"}");
        order(onCreate().serverError(503));
        var answer = salon.create(101, NINE);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("<html>");
        assertThat(booked()).isZero();
    }

    @Test
    @DisplayName("answers 429 with the headers of a limit")
    void rateLimited() throws Exception {
        order(Fault.on(Operation.SLOTS).rateLimited());
        var answer = salon.get("/v2/slots?eventTypeId=101&start=" + Salon.DAY + "&end=" + Salon.DAY);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("X-RateLimit-Reset-Default")).isPresent();
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    @DisplayName("is silent before the work or after it")
    void silence() {
        order(onCreate().silence());
        assertThatThrownBy(() -> salon.createAsync(101, NINE).get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(booked()).isZero();

        order(onCreate().silenceAfterWork());
        var second = salon.createAsync(101, NINE);
        await().atMost(Duration.ofSeconds(5)).until(() -> booked() == 1);
        assertThat(second).isNotDone();
        assertThat(salon.sandbox.requests()).extracting(Received::status).containsOnlyNulls();
    }

    @Test
    @DisplayName("resets the connection before the work or after it")
    void resets() {
        order(onCreate().reset());
        assertThatThrownBy(() -> fresh(101)).isInstanceOf(IOException.class).hasRootCauseMessage("Connection reset");
        assertThat(booked()).isZero();

        order(onCreate().resetAfterWork());
        assertThatThrownBy(() -> fresh(101)).isInstanceOf(IOException.class).hasRootCauseMessage("Connection reset");
        assertThat(booked()).isEqualTo(1);
    }

    /** With a client of its own, since a pooled connection that dies is tried again without a word. */
    private static HttpResponse<String> fresh(long eventTypeId) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        salon.request("POST", "/v2/bookings", Salon.booking(eventTypeId, NINE)),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @DisplayName("answers garbage with status 200, before the work or after it")
    void garbage() throws Exception {
        for (var kind : new String[] {"text", "html", "bytes", "empty"}) {
            order(onCreate().garbage(kind));
            var answer = salon.create(101, NINE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotStartWith("{\"status\"");
        }
        assertThat(booked()).isZero();
        order(onCreate().garbageAfterWork("html"));
        assertThat(salon.create(101, NINE).body()).startsWith("<html>");
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    @DisplayName("cuts the body after the work")
    void cut() {
        order(onCreate().cutBody());
        assertThatThrownBy(() -> fresh(101)).isInstanceOf(IOException.class);
        assertThat(booked()).isEqualTo(1);
    }

    @Test
    @DisplayName("does the work late, even though the caller has gone")
    void late() throws Exception {
        order(onCreate().late(700));
        assertThatThrownBy(() -> salon.createAsync(101, NINE).get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(booked()).isZero();
        await().atMost(Duration.ofSeconds(5)).until(() -> booked() == 1);
    }
}
