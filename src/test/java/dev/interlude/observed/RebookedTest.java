package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.webhook.Trouble;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.BothSides;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("sync")
@DisplayName("A booking that was cancelled and booked again by its old link")
class RebookedTest extends BothSides {

    /** How the first booking ended. */
    enum End {
        HOST_ASKED,
        HOST_ASKED_IN_AN_OLDER_VERSION,
        CANCELLED_HERE,
        CANCELLED_IN_CALCOM
    }

    /** How we hear of what happens in Cal.com. */
    enum Heard {
        BY_WEBHOOK,
        BY_SYNC
    }

    @LocalServerPort
    private int port;

    private FromCalcom told;

    @BeforeEach
    void listen() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
    }

    @AfterEach
    void hangUp() {
        sandbox.webhooks(Trouble.NONE);
        told.awaitAllHeard();
        told.unregistered();
    }

    static Stream<Arguments> waysAndEnds() {
        return Stream.of(Heard.values())
                .flatMap(heard -> Stream.of(End.values()).map(end -> Arguments.of(heard, end)));
    }

    @ParameterizedTest
    @MethodSource("waysAndEnds")
    @DisplayName("is booked here at the new time and stays in Cal.com")
    void standsAtTheNewTime(Heard heard, End end) {
        if (heard == Heard.BY_SYNC) {
            sandbox.webhooks(Trouble.losing(1, 1));
        }
        var booking = booked("09:00", "anna");
        var old = uid(booking);
        end(booking, old, end);
        hear(heard);
        if (heard == Heard.BY_WEBHOOK && end == End.HOST_ASKED_IN_AN_OLDER_VERSION) {
            synced("full");
        }
        books.awaitStatus(booking, "CANCELLED");

        var anew = sandbox.pages().rebook(old, instant("14:00"));
        hear(heard);

        books.awaitStatus(booking, "BOOKED");
        synced("full");
        synced("full");
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(uid(booking)).isEqualTo(anew);
        assertThat(caller.read(booking).at("/start")).isEqualTo(day.shown("14:00"));
        assertThat(books.history(booking)).contains("rebooked in Cal.com");
        assertThat(books.eventsAbout(booking)).endsWith("booking.cancelled", "booking.rescheduled");
        assertThat(jdbc.sql("select count(*) from booking where id = :id and reason is not null")
                        .param("id", UUID.fromString(booking))
                        .query(Integer.class)
                        .single())
                .as("why it had ended")
                .isZero();
        assertThat(unsettled(booking)).isZero();

        assertThat(caller.cancel(booking).at("/status"))
                .as("and can be cancelled")
                .isEqualTo("CANCELLED");
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    @DisplayName("goes on under the new uid when we hear of that before we hear that the old one was cancelled")
    void heardTheOtherWayRound() {
        var booking = booked("09:00", "anna");
        var old = uid(booking);
        sandbox.webhooks(Trouble.losing(1, 1));
        sandbox.pages().requestReschedule(old, "ill", false);
        var anew = sandbox.pages().rebook(old, instant("14:00"));
        sandbox.webhooks(Trouble.NONE);

        told.told(anew).forEach(told::deliver);
        await().until(() -> uid(booking).equals(anew));
        told.told(old).forEach(told::deliver);
        told.awaitAllHeard();
        synced("full");

        assertThat(books.status(booking)).isEqualTo("BOOKED");
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(books.eventsAbout(booking)).doesNotContain("booking.cancelled");
    }

    @ParameterizedTest
    @EnumSource(Heard.class)
    @DisplayName("is followed again, and again, also when a later link is older than the last one used")
    void againAndAgain(Heard heard) {
        var booking = booked("09:00", "anna");
        var first = uid(booking);
        sandbox.pages().requestReschedule(first, "ill", false);
        var second = sandbox.pages().rebook(first, instant("14:00"));
        books.awaitStatus(booking, "BOOKED");
        caller.cancel(booking);
        if (heard == Heard.BY_SYNC) {
            sandbox.webhooks(Trouble.losing(1, 1));
        }

        var third = sandbox.pages().rebook(first, instant("16:00"));
        hear(heard);

        books.awaitStatus(booking, "BOOKED");
        assertThat(uid(booking)).isEqualTo(third).isNotEqualTo(second);
        synced("full");
        assertThat(calcom.booking(third).status).isEqualTo(BookingStatus.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(Heard.class)
    @DisplayName("takes its place in the appointment of several parts again, whose other parts have stayed")
    void onePartOfSeveral(Heard heard) {
        if (heard == Heard.BY_SYNC) {
            sandbox.webhooks(Trouble.losing(1, 1));
        }
        var whole = caller.booked(RequestBodies.booking("full-treatment", day.at("09:00")))
                .id();
        var old = books.segments(whole, "calcom_uid").get(2);
        sandbox.pages().requestReschedule(old, "ill", false);
        hear(heard);
        await().untilAsserted(() ->
                assertThat(books.segments(whole, "status")).containsExactly("BOOKED", "BOOKED", "CANCELLED"));

        var anew = sandbox.pages()
                .rebook(
                        old,
                        calcom.booking(old).start.plus(Duration.ofMinutes(5)).toString());
        hear(heard);

        await().untilAsserted(() ->
                assertThat(books.segments(whole, "status")).containsExactly("BOOKED", "BOOKED", "BOOKED"));
        assertThat(books.segments(whole, "calcom_uid").get(2)).isEqualTo(anew);
        synced("full");
        assertThat(calcom.liveOf(whole)).hasSize(3);
    }

    @Test
    @DisplayName("is kept, and flagged, when the other parts of its appointment were cancelled with it")
    void onePartOfAnEndedWhole() {
        var whole = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        var old = books.segments(whole, "calcom_uid").get(1);
        sandbox.pages().requestReschedule(old, "ill", false);
        books.awaitStatus(whole, "CANCELLED");

        var anew = sandbox.pages().rebook(old, instant("15:00"));

        books.awaitStatus(whole, "BOOKED");
        synced("full");
        assertThat(books.segments(whole, "status")).containsExactly("CANCELLED", "BOOKED");
        assertThat(calcom.liveOf(whole)).extracting(b -> b.uid).containsExactly(anew);
        assertThat(books.history(whole)).contains("flagged");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "in Cal.com alone, with a key that our books do not know, waits for a person and is never cancelled by us")
    void aKeyWeDoNotKnow(boolean webhook) {
        if (!webhook) {
            sandbox.webhooks(Trouble.losing(1, 1));
        }
        var body = RequestBodies.object().put("start", instant("09:00")).put("eventTypeId", 101);
        body.putObject("attendee")
                .put("name", "Zoe")
                .put("email", "zoe@example.com")
                .put("timeZone", "Europe/Berlin");
        body.putObject("metadata").put("interludeSegment", UUID.randomUUID().toString());
        var unknown = AtCalcom.ask(sandbox, "POST", "/v2/bookings", body)
                .at("/data/uid")
                .asText();

        synced("full");

        await().until(() -> jdbc.sql("select state from sync_drift where calcom_uid = :uid")
                .param("uid", unknown)
                .query(String.class)
                .list()
                .equals(List.of("FLAGGED")));
        assertThat(calcom.booking(unknown).status).isEqualTo(BookingStatus.ACCEPTED);
        calcom.cancelledByOthers(unknown);
        synced("full");
    }

    private void end(String booking, String uid, End how) {
        switch (how) {
            case HOST_ASKED -> sandbox.pages().requestReschedule(uid, "please choose another time", false);
            case HOST_ASKED_IN_AN_OLDER_VERSION ->
                sandbox.pages().requestReschedule(uid, "please choose another time", true);
            case CANCELLED_HERE -> caller.cancel(booking);
            case CANCELLED_IN_CALCOM -> calcom.cancelledByOthers(uid);
        }
    }

    private void hear(Heard how) {
        if (how == Heard.BY_SYNC) {
            synced("full");
        } else {
            told.awaitAllHeard();
        }
    }

    private String instant(String time) {
        return day.instant(time).toString();
    }

    private int unsettled(String booking) {
        return jdbc.sql(
                        "select count(*) from sync_drift where booking = :id and state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED')")
                .param("id", UUID.fromString(booking))
                .query(Integer.class)
                .single();
    }
}
