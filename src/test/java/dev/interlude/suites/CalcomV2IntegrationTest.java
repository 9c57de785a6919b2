package dev.interlude.suites;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("From the caller through the database to Cal.com")
class CalcomV2IntegrationTest extends AcceptanceTest {

    @Test
    @DisplayName("a haircut is offered, booked, read, moved and cancelled, and all three sides agree on every state")
    void complete_booking_flow() {
        var offer = caller.offers("haircut", day, "staff", "anna").json().at("/offers/12");
        assertThat(offer.path("start").asText()).isEqualTo(day.shown("10:00"));

        var id = caller.booked(RequestBodies.haircut(offer.path("start").asText(), "anna"))
                .id();

        var booked = caller.read(id);
        assertThat(booked.status()).isEqualTo(200);
        assertThat(booked.at("/status")).isEqualTo("BOOKED");
        assertThat(booked.at("/start")).isEqualTo(day.shown("10:00"));
        assertThat(booked.at("/version")).isEqualTo("1");
        assertThat(books.status(id)).isEqualTo("BOOKED");
        assertThat(books.holds(id)).containsExactly("anna " + day.at("10:00"));
        var first = calcom.booking(booked.at("/segments/0/calcom/uid"));
        assertThat(first.start).isEqualTo(day.instant("10:00"));
        assertThat(first.attendees.get(0).name()).isEqualTo("Zoë Müller-O'Neill");
        assertThat(caller.offers("haircut", day, "staff", "anna").starts())
                .doesNotContain(day.shown("10:00"), day.shown("09:35"));

        var moved = caller.move(id, RequestBodies.to(day.at("14:00")).put("reason", "train is late"));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.id()).isEqualTo(id);
        assertThat(moved.at("/start")).isEqualTo(day.shown("14:00"));
        assertThat(moved.json()).isEqualTo(caller.read(id).json());
        assertThat(books.holds(id)).containsExactly("anna " + day.at("14:00"));
        var second = calcom.booking(moved.at("/segments/0/calcom/uid"));
        assertThat(second.start).isEqualTo(day.instant("14:00"));
        assertThat(second.fromUid).isEqualTo(first.uid);
        assertThat(second.reschedulingReason).isEqualTo("train is late");
        assertThat(calcom.booking(first.uid).status).isEqualTo(BookingStatus.CANCELLED);
        assertThat(caller.offers("haircut", day, "staff", "anna").starts())
                .contains(day.shown("10:00"))
                .doesNotContain(day.shown("14:00"));

        var cancelled = caller.post("/api/v1/bookings/" + id + "/cancel", "{\"reason\":\"ill\"}");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.json()).isEqualTo(caller.read(id).json());
        assertThat(books.status(id)).isEqualTo("CANCELLED");
        assertThat(books.segments(id, "status")).containsExactly("CANCELLED");
        assertThat(books.holds(id)).isEmpty();
        assertThat(calcom.booking(second.uid).cancellationReason).isEqualTo("ill");
        assertThat(calcom.liveOn(day)).isEmpty();
        assertThat(caller.offers("haircut", day, "staff", "anna").starts()).contains(day.shown("14:00"));

        var again = caller.cancel(id);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(cancelled.json());
        assertThat(calcom.requests(Operation.CANCEL)).hasSize(1);
    }

    @Test
    @DisplayName("an offer of two segments becomes two Cal.com bookings at the offered times and one booking of ours")
    void composite_booking_flow() {
        var offer = caller.offers("colour-and-style", day).json().at("/offers/0");
        var body = RequestBodies.booking("colour-and-style", offer.path("start").asText());
        body.set("segments", offer.path("segments"));

        var booked = caller.book(body);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.header("Location")).isEqualTo("/api/v1/bookings/" + booked.id());
        assertThat(booked.at("/status")).isEqualTo("BOOKED");
        assertThat(booked.at("/start")).isEqualTo(offer.path("start").asText()).isEqualTo(day.shown("09:00"));
        assertThat(booked.at("/end")).isEqualTo(offer.path("end").asText());
        assertThat(booked.each("/segments", "start"))
                .isEqualTo(offer.path("segments")
                        .valueStream()
                        .map(s -> s.path("start").asText())
                        .toList());
        assertThat(booked.each("/segments", "staff")).containsExactly("anna", "anna");
        assertThat(booked.json().path("pauses")).hasSize(1);
        assertThat(booked.json().at("/pauses/0/minutes").asInt()).isBetween(30, 45);

        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
        assertThat(books.saga(booked.id())).isEqualTo("COMPLETED");
        assertThat(books.segments(booked.id(), "status")).containsExactly("BOOKED", "BOOKED");

        var rows = calcom.liveOf(booked.id());
        assertThat(rows).extracting(b -> b.uid).isEqualTo(booked.each("/segments", "calcom/uid"));
        assertThat(rows).extracting(b -> b.eventTypeId).containsExactly(201L, 211L);
        assertThat(rows).extracting(b -> b.start).containsExactly(day.instant("09:00"), day.instant("10:15"));
        assertThat(Duration.between(rows.get(0).end, rows.get(1).start)).isEqualTo(Duration.ofMinutes(30));
        assertThat(calcom.requests(Operation.CREATE)).hasSize(2);

        var listed = caller.get("/api/v1/bookings", List.of("from", "" + day, "to", "" + day.next()));
        assertThat(listed.each("/bookings", "id")).containsExactly(booked.id());
    }

    @Test
    @DisplayName("of 20 callers who want one slot at once one gets it, and 19 are told what else is free")
    void concurrent_booking_attempts() {
        var asked = IntStream.range(0, 20)
                .mapToObj(i -> caller.booking(RequestBodies.haircut(day.at("11:00"), "ben")))
                .toList();

        var replies = Upstream.wait(asked);

        var winners = replies.stream().filter(r -> r.status() == 201).toList();
        assertThat(winners).as(replies.toString()).hasSize(1);
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(409);
            assertThat(r.code()).isEqualTo("SLOT_UNAVAILABLE");
            assertThat(r.json().path("alternatives")).hasSize(3);
            assertThat(r.starts()).doesNotContain(day.shown("11:00"));
        });
        assertThat(books.bookingsOn(day)).containsExactly(winners.get(0).id());
        assertThat(books.status(winners.get(0).id())).isEqualTo("BOOKED");
        assertThat(calcom.liveOn(day)).hasSize(1);
        assertThat(calcom.requests(Operation.CREATE))
                .as("the database refuses first")
                .hasSize(1);
    }

    @Test
    @DisplayName("a refusal of Cal.com, whichever it words it as, becomes our 409 with what is still free")
    void booking_with_conflicts() {
        assertThat(caller.offers("haircut", day, "staff", "cleo").starts()).contains(day.shown("10:00"));
        calcom.bookedByOthers(103, day.instant("10:00"));

        var taken = caller.book(RequestBodies.haircut(day.at("10:00"), "cleo"));

        requireRefused(taken, 400);
        assertThat(taken.starts())
                .as("nearest first, read afresh")
                .containsExactly(day.shown("09:30"), day.shown("10:30"), day.shown("09:25"));

        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(104).refuse(Refusal.bookingConflict()));
        sandbox.forgetRequests();

        var conflict = caller.book(RequestBodies.haircut(day.at("10:00"), "dora"));

        requireRefused(conflict, 409);
        assertThat(conflict.json().path("alternatives")).hasSize(3);
        assertThat(books.bookingsOn(day)).hasSize(2).allSatisfy(id -> {
            assertThat(books.status(id)).isEqualTo("COMPENSATED");
            assertThat(books.segments(id, "status")).containsExactly("REFUSED");
            assertThat(books.holds(id)).isEmpty();
        });
        assertThat(calcom.liveOn(day)).as("only what others booked").hasSize(1);
        assertThat(caller.booked(RequestBodies.haircut(day.at("10:30"), "cleo")).status())
                .isEqualTo(201);
    }

    private void requireRefused(Reply reply, int upstream) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text()).doesNotContain("already has booking", "booking_conflict_error");
        assertThat(calcom.requests(Operation.CREATE))
                .extracting(r -> r.status())
                .containsExactly(upstream);
        assertThat(calcom.requests(Operation.CANCEL)).isEmpty();
    }

    @Test
    @DisplayName(
            "when the second segment is refused, the first is cancelled in Cal.com by its uid before the caller is told")
    void compensation_saga() {
        calcom.bookedByOthers(102, day.instant("10:15"));
        var body = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");

        var refused = caller.book(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).doesNotContain("still being undone");
        assertThat(refused.json().path("alternatives")).hasSize(3);

        var id = books.bookingsOf(body.at("/attendee/email").asText()).get(0);
        assertThat(books.status(id)).isEqualTo("COMPENSATED");
        assertThat(books.saga(id)).isEqualTo("COMPENSATED");
        assertThat(books.segments(id, "status")).containsExactly("RELEASED", "REFUSED");
        assertThat(books.holds(id)).isEmpty();
        assertThat(caller.read(id).at("/status")).isEqualTo("COMPENSATED");
        assertThat(books.history(id))
                .contains("segment booked", "segment refused")
                .endsWith("compensated");

        var rows = calcom.rowsOf(id);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).status).isEqualTo(BookingStatus.CANCELLED);
        assertThat(rows.get(0).uid).isEqualTo(books.segments(id, "calcom_uid").get(0));
        assertThat(calcom.requests(Operation.CANCEL))
                .extracting(r -> r.path())
                .containsExactly("/v2/bookings/" + rows.get(0).uid + "/cancel");
        assertThat(caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).status())
                .as("the time is free again")
                .isEqualTo(201);
    }

    @Test
    @DisplayName(
            "callers in Berlin, New York and Tokyo mean one instant, each sees it on the own clock, Cal.com in UTC")
    void timezone_handling() {
        var instant = day.instant("15:00");
        Map.of("Europe/Berlin", 101, "America/New_York", 102, "Asia/Tokyo", 103).forEach((name, eventType) -> {
            var zone = ZoneId.of(name);
            var body = RequestBodies.haircut(instant.atZone(zone).toLocalDateTime() + ":00", staff(eventType));
            body.put("timeZone", name).withObject("/attendee").put("timeZone", name);
            body.put("start", day.shown("15:00", zone).substring(0, 19));

            var booked = caller.book(body);

            assertThat(booked.status()).as(booked.text()).isEqualTo(201);
            assertThat(booked.at("/start")).isEqualTo(day.shown("15:00", zone));
            assertThat(booked.at("/end")).isEqualTo(day.shown("15:30", zone));
            assertThat(booked.at("/segments/0/start")).isEqualTo(day.shown("15:00", zone));
            assertThat(booked.at("/timeZone")).isEqualTo(name);
            assertThat(caller.read(booked.id()).json()).isEqualTo(booked.json());
            assertThat(caller.get("/api/v1/bookings/" + booked.id(), List.of("timeZone", "Australia/Sydney"))
                            .at("/start"))
                    .isEqualTo(day.shown("15:00", ZoneId.of("Australia/Sydney")));
            assertThat(books.booking(booked.id(), "start_at at time zone 'UTC'"))
                    .isEqualTo(instant.toString().replace('T', ' ').replace("Z", ""));
            assertThat(books.booking(booked.id(), "time_zone")).isEqualTo(name);
            var row = calcom.liveOf(booked.id()).get(0);
            assertThat(row.start).isEqualTo(instant);
            assertThat(row.attendees.get(0).timeZone()).isEqualTo(name);
        });
        assertThat(calcom.requests(Operation.CREATE))
                .extracting(r -> r.json().path("start").asText())
                .containsOnly(instant.toString());
    }

    private static String staff(int haircut) {
        return List.of("anna", "ben", "cleo", "dora", "emil").get(haircut - 101);
    }

    @Test
    @DisplayName("metadata comes back as it was given, reaches Cal.com as far as that can hold it, and outlives a move")
    void metadata_persistence() {
        var given =
                """
                {"greeting":"äöü €💰","nested":{"list":[1,{"deep":null}],"ok":true},"count":42,"price":12.75,\
                "precise":0.12345678901234567890123,"huge":123456789012345678901234567890,"vip":false,"none":null,\
                "empty":"","interludeSegment":"not theirs to say","%s":"%s"\
                """
                                .formatted("k".repeat(60), "💰".repeat(400))
                        + IntStream.range(0, 39)
                                .mapToObj(i -> ",\"more" + i + "\":" + i)
                                .collect(joining())
                        + "}";
        var body = RequestBodies.haircut(day.at("12:00"), "emil").toString();

        var booked = caller.post("/api/v1/bookings", body.replaceFirst("}$", ",\"metadata\":" + given + "}"));

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.json().path("metadata")).isEqualTo(Upstream.parsed(given));
        assertThat(Upstream.parsed(books.booking(booked.id(), "metadata"))).isEqualTo(Upstream.parsed(given));
        var sent = calcom.requests(Operation.CREATE).get(0).json().path("metadata");
        assertThat(sent).hasSize(50).allSatisfy(value -> assertThat(value.isTextual())
                .isTrue());
        assertThat(sent.path("interludeBooking").asText()).isEqualTo(booked.id());
        assertThat(sent.path("interludeSegment").asText())
                .isEqualTo(books.segments(booked.id(), "id").get(0));
        assertThat(sent.path("greeting").asText()).isEqualTo("äöü €💰");
        assertThat(sent.path("nested").asText()).isEqualTo("{\"list\":[1,{\"deep\":null}],\"ok\":true}");
        assertThat(sent.path("count").asText()).isEqualTo("42");
        assertThat(sent.path("vip").asText()).isEqualTo("false");
        assertThat(sent.path("k".repeat(40)).asText()).isEqualTo("💰".repeat(250));

        var moved = caller.move(booked.id(), RequestBodies.to(day.at("16:00")));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(caller.read(booked.id()).json().path("metadata")).isEqualTo(Upstream.parsed(given));
        assertThat(calcom.liveOf(booked.id())).hasSize(1).allSatisfy(row -> assertThat(row.metadata)
                .isEqualTo(sent));
    }
}
