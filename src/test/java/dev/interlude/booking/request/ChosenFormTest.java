package dev.interlude.booking.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("A service with an optional part and parts of several lengths")
class ChosenFormTest extends SalonTest {

    @Test
    @DisplayName("is booked whole and in its usual lengths unless the request says otherwise")
    void whole() {
        var booked = caller.booked(balayage("09:00"));

        assertThat(booked.each("/segments", "key")).containsExactly("paint", "care", "style");
        assertThat(booked.each("/segments", "start"))
                .containsExactly(day.shown("09:00"), day.shown("10:30"), day.shown("10:45"));
        assertThat(booked.at("/end")).isEqualTo(day.shown("11:15"));
    }

    @Test
    @DisplayName(
            "is booked without the part that is not wanted, each other part in the length asked for, at Cal.com too")
    void chosen() {
        var body = balayage("09:00").put("staff", "anna");
        body.putArray("without").add("care");
        body.putArray("segments")
                .add(minutes("paint", 90).put("pauseAfter", 35))
                .add(minutes("style", 20));

        var booked = caller.booked(body);

        assertThat(booked.each("/segments", "key")).containsExactly("paint", "style");
        assertThat(booked.each("/segments", "end")).containsExactly(day.shown("10:30"), day.shown("11:25"));
        assertThat(booked.at("/pauses/0/minutes")).isEqualTo("35");
        assertThat(calcom.liveOf(booked.id())).extracting(b -> b.eventTypeId).containsExactly(702L, 722L);
        var moved = caller.move(booked.id(), RequestBodies.to(day.at("13:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.each("/segments", "end")).containsExactly(day.shown("14:30"), day.shown("15:25"));
        assertThat(calcom.liveOf(booked.id())).extracting(b -> b.eventTypeId).containsExactly(702L, 722L);
    }

    @Test
    @DisplayName("is held in that form, and booked from the hold in that form")
    void held() {
        var body = balayage("09:00");
        body.remove("attendee");
        body.put("seconds", 60).putArray("without").add("care");
        body.putArray("segments").add(minutes("style", 45));
        var hold = caller.post("/api/v1/holds", body);
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);

        var booked = caller.booked((ObjectNode) RequestBodies.object()
                .put("hold", hold.id())
                .set("attendee", balayage("09:00").get("attendee")));

        assertThat(booked.each("/segments", "key")).containsExactly("paint", "style");
        assertThat(booked.at("/end")).isEqualTo(day.shown("11:15"));
    }

    @Test
    @DisplayName("is refused without a part it needs, with a length or a pause that the catalog does not have")
    void impossible() {
        var body = balayage("09:00");
        body.putArray("without").add("style").add("nails");
        body.putArray("segments")
                .add(minutes("paint", 75).put("pauseAfter", 90))
                .add(minutes("care", 15).put("staff", "cleo"));

        var refused = caller.book(body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.about("/without/0"))
                .isEqualTo("names style, which always is part of balayage; optional is care");
        assertThat(refused.about("/without/1")).isEqualTo("names 'nails', which is none of paint, care, style");
        assertThat(refused.about("/segments/0/minutes")).isEqualTo("must be 60 or 90 for paint");
        assertThat(refused.about("/segments/0/pauseAfter")).isEqualTo("must be 30 to 60 for paint");
        requireInvalid(
                caller.book(with(balayage("09:00"), minutes("paint", 90).put("staff", "cleo"))), "/segments/0/staff");
        requireInvalid(
                caller.book(with(balayage("09:00"), minutes("style", 20).put("pauseAfter", 5))),
                "/segments/0/pauseAfter");
    }

    private ObjectNode balayage(String time) {
        return RequestBodies.booking("balayage", day.at(time));
    }

    private static ObjectNode with(ObjectNode booking, ObjectNode segment) {
        booking.putArray("segments").add(segment);
        return booking;
    }

    private static ObjectNode minutes(String key, int minutes) {
        return RequestBodies.object().put("key", key).put("minutes", minutes);
    }
}
