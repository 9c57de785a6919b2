package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("What a real salon needs")
public class CalcomV2ExtendedIntegrationTest extends SalonTest {

    @Test
    @DisplayName(
            "finn takes three bookings a day: the fourth is refused and not offered; cancelling and moving make room")
    void booking_density_limits() {
        var quiet = Day.ofFreshWeek();
        var first = caller.booked(RequestBodies.booking("blow-dry", quiet.at("09:00")))
                .id();
        var composite = RequestBodies.booking("scalp-care", quiet.at("10:00")).put("staff", "finn");
        var both = caller.booked(composite);
        assertThat(books.segments(both.id(), "staff"))
                .as("two segments and a pause are one booking")
                .containsExactly("finn", "finn");
        var third = caller.booked(RequestBodies.booking("blow-dry", quiet.at("10:20")))
                .id();
        sandbox.forgetRequests();

        var fourth =
                caller.book(RequestBodies.booking("blow-dry", quiet.at("15:00")).put("staff", "finn"));

        requireFull(fourth);
        assertThat(fourth.starts())
                .containsExactly(
                        quiet.next().shown("09:00"),
                        quiet.next().shown("09:05"),
                        quiet.next().shown("09:10"));
        assertThat(books.bookingsOn(quiet)).containsExactlyInAnyOrder(first, both.id(), third);
        assertThat(calcom.writes()).isEmpty();

        assertThat(caller.offers("blow-dry", quiet).starts()).isEmpty();
        assertThat(caller.offers("blow-dry", quiet.next()).starts())
                .contains(quiet.next().shown("15:00"));
        assertThat(caller.offers("scalp-care", quiet, "all", "true").each("/offers", "segments/1/staff"))
                .as("dora takes more")
                .containsOnly("dora");
        requireFull(caller.book(
                RequestBodies.booking("scalp-care", quiet.at("15:00")).put("staff", "finn")));
        var pauses = caller.get("/api/v1/pauses?staff=finn&from=" + quiet + "&to=" + quiet.next());
        assertThat(pauses.json().at("/pauses/0/fits"))
                .as("nothing fits into a full day")
                .isEmpty();

        caller.cancel(first);
        assertThat(caller.offers("blow-dry", quiet).starts()).contains(quiet.shown("15:00"));
        var again = caller.booked(RequestBodies.booking("blow-dry", quiet.at("15:00")))
                .id();
        requireFull(caller.book(RequestBodies.booking("blow-dry", quiet.at("16:00"))));

        assertThat(caller.move(again, RequestBodies.to(quiet.at("16:00"))).status())
                .as("it has its place")
                .isEqualTo(200);
        assertThat(caller.move(third, RequestBodies.to(quiet.next().at("16:00")))
                        .status())
                .isEqualTo(200);
        caller.booked(RequestBodies.booking("blow-dry", quiet.at("14:00")));
        var back = caller.move(third, RequestBodies.to(quiet.at("11:30")));
        requireFull(back);
        assertThat(books.holds(third)).containsExactly("finn " + quiet.next().at("16:00"));
        assertThat(books.status(third)).isEqualTo("BOOKED");
        assertThat(calcom.liveOn(quiet))
                .extracting(row -> row.eventTypeId)
                .containsExactlyInAnyOrder(601L, 611L, 621L, 621L);
    }

    @Test
    @DisplayName(
            "an emergency with role and reason passes our limits and notice, never a hold and never Cal.com; it is audited")
    void emergency_override_booking() {
        var quiet = Day.ofFreshWeek();
        IntStream.range(0, STAFF_LIMIT)
                .forEach(i -> caller.booked(RequestBodies.booking("blow-dry", quiet.at("%d:00".formatted(10 + i)))));
        var emergency = RequestBodies.booking("blow-dry", quiet.at("14:00"))
                .put("priority", "emergency")
                .put("overrideReason", "allergic reaction, must be washed out");
        sandbox.forgetRequests();

        requireForbidden(with("book").book(emergency), "/priority");
        requireForbidden(
                with("emergency")
                        .book(RequestBodies.booking("blow-dry", quiet.next().at("14:00"))),
                "/priority");
        var ward = with("book", "emergency");
        requireForbidden(ward.book(emergency.deepCopy().putNull("overrideReason")), "/overrideReason");
        requireForbidden(ward.book(emergency.deepCopy().put("overrideReason", "  ")), "/overrideReason");
        requireFull(ward.book(emergency.deepCopy().put("priority", "normal")));
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.bookingsOn(quiet)).hasSize(STAFF_LIMIT);

        var booked = ward.booked(emergency);

        assertThat(calcom.liveOf(booked.id())).hasSize(1);
        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
        var events = caller.get("/api/v1/bookings/" + booked.id() + "/history")
                .json()
                .path("events");
        assertThat(events)
                .filteredOn(e -> e.path("what").asText().equals("limits overridden"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.path("by").asText()).startsWith("with-book-emergency");
                    assertThat(e.path("detail").asText()).isEqualTo("allergic reaction, must be washed out");
                });
        var anybody = ward.booked(emergency
                .deepCopy()
                .put("service", "scalp-care")
                .put("start", quiet.at("15:00"))
                .put("staff", "finn"));
        assertThat(books.segments(anybody.id(), "staff")).containsExactly("finn", "finn");
        requireFull(ward.book(RequestBodies.booking("blow-dry", quiet.at("17:00"))));

        var held = ward.book(emergency.deepCopy().put("start", quiet.at("10:10")));
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(held.starts()).as("nobody is displaced").contains(quiet.shown("10:20"));
        calcom.bookedByOthers(621, quiet.instant("16:30"));
        var refused =
                ward.book(emergency.deepCopy().put("start", quiet.at("16:30")).put("staff", "finn"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
    }

    @Test
    @DisplayName(
            "the time has just gone: off, refused with the nearest; on, the nearest is booked and the answer says so")
    void automatic_conflict_resolution() {
        var quiet = Day.ofFreshWeek();
        var ten = quiet.at("10:00");
        caller.booked(RequestBodies.haircut(ten, "anna"));

        var off = caller.book(RequestBodies.haircut(ten, "anna"));
        assertThat(off.status()).isEqualTo(409);
        assertThat(off.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(off.starts()).containsExactly(quiet.shown("09:30"), quiet.shown("10:30"), quiet.shown("09:25"));

        var on = caller.booked(shifting(RequestBodies.haircut(ten, "anna"), 45));
        assertThat(on.at("/start")).isEqualTo(quiet.shown("09:30"));
        assertThat(on.at("/shiftedFrom")).isEqualTo(quiet.shown("10:00"));
        assertThat(on.each("/segments", "staff")).containsExactly("anna");
        assertThat(caller.read(on.id()).json()).isEqualTo(on.json());
        assertThat(books.booking(on.id(), "shifted_from at time zone 'Europe/Berlin'"))
                .startsWith(quiet + " 10:00");
        assertThat(books.history(on.id())).startsWith("asked for", "shifted");
        assertThat(calcom.liveOf(on.id())).extracting(row -> row.start).containsExactly(quiet.instant("09:30"));

        calcom.bookedByOthers(101, quiet.instant("14:00"));
        sandbox.forgetRequests();
        var email = shifting(RequestBodies.haircut(quiet.at("14:00"), "anna"), 60);
        var refusedThere = caller.booked(email);
        assertThat(refusedThere.at("/start")).isEqualTo(quiet.shown("13:30"));
        assertThat(refusedThere.at("/shiftedFrom")).isEqualTo(quiet.shown("14:00"));
        assertThat(calcom.requests(Operation.CREATE))
                .as("refused by Cal.com, then booked")
                .hasSize(2);
        assertThat(books.bookingsOf(email.at("/attendee/email").asText()))
                .extracting(books::status)
                .containsExactly("COMPENSATED", "BOOKED");

        var free = caller.booked(shifting(RequestBodies.haircut(quiet.at("16:00"), "anna"), 60));
        assertThat(free.at("/start")).isEqualTo(quiet.shown("16:00"));
        assertThat(free.json().path("shiftedFrom").isNull()).isTrue();

        var none = caller.book(shifting(RequestBodies.haircut(ten, "anna"), 25));
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(none.starts()).hasSize(3).first().isEqualTo(quiet.shown("10:30"));

        IntStream.range(0, STAFF_LIMIT)
                .forEach(i -> caller.booked(RequestBodies.booking("blow-dry", quiet.at("%d:00".formatted(10 + i)))));
        requireFull(caller.book(shifting(RequestBodies.booking("blow-dry", quiet.at("14:00")), 120)));
        var nextDay = caller.booked(shifting(RequestBodies.booking("blow-dry", quiet.at("17:00")), 24 * 60));
        assertThat(nextDay.at("/shiftedFrom")).isEqualTo(quiet.shown("17:00"));
        assertThat(nextDay.at("/start"))
                .isIn(quiet.next().shown("09:00"), quiet.next().shown("17:00"));
    }

    @Test
    @DisplayName("three segments with two pauses: offered around what the staff have already, booked as offered")
    void complex_three_segment_composite() {
        var quiet = Day.ofFarWeek();
        HAIRCUT_OF_ALL.forEach(cut -> {
            calcom.bookedByOthers(cut, quiet.instant("09:30"));
            calcom.bookedByOthers(cut, quiet.instant("11:10"));
        });

        var offers = caller.offers("full-treatment", quiet).json().path("offers");

        assertThat(offers).hasSizeGreaterThan(20).allSatisfy(offer -> {
            assertThat(offer.at("/pauses/0/minutes").asInt()).isBetween(15, 30);
            assertThat(offer.at("/pauses/1/minutes").asInt()).isBetween(30, 45);
            assertThat(offer.path("minutes").asInt()).isBetween(165, 195);
        });
        var first = offers.get(0);
        assertThat(starts(first)).containsExactly(quiet.shown("09:00"), quiet.shown("10:00"), quiet.shown("11:40"));
        assertThat(first.path("minutes").asInt()).isEqualTo(190);

        var booked = caller.booked(chosen("full-treatment", first));

        assertThat(starts(booked.json())).isEqualTo(starts(first));
        assertThat(booked.each("/pauses", "minutes")).containsExactly("30", "40");
        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
        assertThat(books.segments(booked.id(), "key")).containsExactly("prepare", "main", "finish");
        assertThat(books.holds(booked.id())).hasSize(3);
        var rows = calcom.liveOf(booked.id());
        assertThat(rows)
                .extracting(row -> row.start)
                .containsExactly(quiet.instant("09:00"), quiet.instant("10:00"), quiet.instant("11:40"));
        assertThat(rows)
                .extracting(row -> Duration.between(row.start, row.end).toMinutes())
                .containsExactly(30L, 60L, 30L);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(3);
    }

    @Test
    @DisplayName("of ten composites that need ben for the same hour one is booked; ten in nobody's way all are")
    void parallel_composite_bookings() {
        var asked = IntStream.range(0, 10)
                .mapToObj(i -> caller.booking(benAtTen(i)))
                .toList();

        var replies = Upstream.wait(asked);

        var winners = replies.stream().filter(r -> r.status() == 201).toList();
        assertThat(winners).as(replies.toString()).hasSize(1);
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(409);
            assertThat(r.code()).isEqualTo("SLOT_UNAVAILABLE");
        });
        books.awaitNoOpenSaga();
        assertThat(books.bookingsOn(day)).contains(winners.get(0).id()).allSatisfy(id -> {
            var won = id.equals(winners.get(0).id());
            assertThat(books.status(id)).isEqualTo(won ? "BOOKED" : "COMPENSATED");
            assertThat(books.holds(id)).hasSize(won ? 3 : 0);
        });
        assertThat(calcom.liveOn(day)).as("nothing of the losers").hasSize(3);

        var roomy = Day.fresh();
        var all = Upstream.wait(IntStream.range(0, 10)
                .mapToObj(i -> caller.booking(RequestBodies.booking(
                                "full-treatment", roomy.at(i < 5 ? "09:00" : "13:00"))
                        .put(
                                "staff",
                                List.of("anna", "ben", "cleo", "dora", "emil").get(i % 5))))
                .toList());

        assertThat(all).extracting(Reply::status).as(all.toString()).containsOnly(201);
        assertThat(calcom.liveOn(roomy)).hasSize(30);
        assertThat(all).allSatisfy(r -> assertThat(books.segments(r.id(), "status"))
                .containsExactly("BOOKED", "BOOKED", "BOOKED"));
    }

    @Test
    @DisplayName("asked for on a clock in Berlin, New York, Tokyo or Sydney, it is the same time in Cal.com")
    void cross_timezone_composite() {
        for (var name : List.of("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney")) {
            var zone = ZoneId.of(name);
            var requestBody = RequestBodies.booking("colour-and-style", local(day.shown("15:00", zone)));
            requestBody.put("timeZone", name).withObject("/attendee").put("timeZone", name);
            requestBody
                    .putArray("segments")
                    .add(segment("colour", "anna", local(day.shown("15:00", zone))))
                    .add(segment("style", "ben", local(day.shown("16:20", zone))));

            var booked = caller.booked(requestBody);

            assertThat(booked.at("/timeZone")).isEqualTo(name);
            assertThat(starts(booked.json())).containsExactly(day.shown("15:00", zone), day.shown("16:20", zone));
            assertThat(booked.at("/pauses/0/start")).isEqualTo(day.shown("15:45", zone));
            assertThat(booked.at("/pauses/0/end")).isEqualTo(day.shown("16:20", zone));
            assertThat(booked.at("/end")).isEqualTo(day.shown("16:50", zone));
            assertThat(caller.read(booked.id()).json()).isEqualTo(booked.json());
            assertThat(books.holds(booked.id())).containsExactly("anna " + day.at("15:00"), "ben " + day.at("16:20"));
            assertThat(calcom.liveOf(booked.id()))
                    .extracting(row -> row.start)
                    .containsExactly(day.instant("15:00"), day.instant("16:20"));
            caller.cancel(booked.id());
        }
        assertThat(calcom.requests(Operation.CREATE))
                .extracting(r -> r.json().path("start").asText())
                .hasSize(8)
                .containsOnly(
                        day.instant("15:00").toString(), day.instant("16:20").toString());
    }

    @Test
    @DisplayName("colour by anna and style by ben; the same, another, anybody or somebody named for each segment")
    void staff_switching_in_composite() {
        var switched = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        assertThat(switched.each("/segments", "staff")).containsExactly("anna", "ben");
        assertThat(calcom.liveOf(switched.id()))
                .extracting(row -> row.eventTypeId)
                .containsExactly(201L, 212L);

        var offers = caller.offers("highlights", day, "all", "true").json().path("offers");
        assertThat(offers).hasSizeGreaterThan(100).allSatisfy(offer -> {
            assertThat(offer.at("/segments/1/staff").asText())
                    .as("different")
                    .isNotEqualTo(offer.at("/segments/0/staff").asText());
            assertThat(offer.at("/segments/2/staff").asText())
                    .as("same")
                    .isEqualTo(offer.at("/segments/1/staff").asText());
        });

        var named = RequestBodies.booking("highlights", day.at("11:00"));
        named.putArray("segments")
                .add(RequestBodies.object().put("key", "foils").put("staff", "ben"))
                .add(RequestBodies.object().put("key", "wash").put("staff", "dora"));
        var booked = caller.booked(named);
        assertThat(booked.each("/segments", "staff")).containsExactly("ben", "dora", "dora");
        assertThat(booked.at("/pauses/0/minutes")).as("the preferred").isEqualTo("30");
        assertThat(books.segments(booked.id(), "staff")).containsExactly("ben", "dora", "dora");
        assertThat(calcom.liveOf(booked.id()))
                .extracting(row -> row.eventTypeId)
                .containsExactly(502L, 514L, 524L);

        var anybody = caller.booked(RequestBodies.booking("highlights", day.at("14:00")));
        assertThat(anybody.at("/segments/1/staff")).isNotEqualTo(anybody.at("/segments/0/staff"));
        assertThat(anybody.at("/segments/2/staff")).isEqualTo(anybody.at("/segments/1/staff"));

        sandbox.forgetRequests();
        named.withArray("segments").removeAll();
        named.withArray("segments")
                .add(RequestBodies.object().put("key", "foils").put("staff", "ben"))
                .add(RequestBodies.object().put("key", "wash").put("staff", "ben"));
        requireInvalid(caller.book(named), "/segments/1/staff");
        requireInvalid(
                caller.book(RequestBodies.booking("highlights", day.at("11:00")).put("staff", "anna")), "/staff");
        requireInvalid(
                caller.book(RequestBodies.booking("colour-and-style", day.at("11:00"))
                        .put("staff", "ben")),
                "/staff");
        assertThat(calcom.writes()).isEmpty();
    }

    @Test
    @DisplayName("the pause stretches to where the style is free, and no farther than its bounds")
    void composite_with_dynamic_gaps() {
        var quiet = Day.ofFreshWeek();
        List.of(101L, 102L).forEach(cut -> calcom.bookedByOthers(cut, quiet.instant("09:50")));

        var offer = caller.offers("colour-and-style", quiet).json().at("/offers/0");
        assertThat(starts(offer)).containsExactly(quiet.shown("09:00"), quiet.shown("10:20"));
        assertThat(offer.at("/pauses/0/minutes").asInt()).isEqualTo(35);

        var booked = caller.booked(RequestBodies.booking("colour-and-style", quiet.at("09:00")));
        assertThat(starts(booked.json())).isEqualTo(starts(offer));
        assertThat(books.booking(booked.id(), "(end_at - start_at)")).isEqualTo("01:50:00");
        assertThat(calcom.liveOf(booked.id()))
                .extracting(row -> row.start)
                .containsExactly(quiet.instant("09:00"), quiet.instant("10:20"));

        var busy = Day.ofFreshWeek();
        List.of(101L, 102L).forEach(cut -> calcom.bookedByOthers(cut, busy.instant("10:05")));
        assertThat(caller.offers("colour-and-style", busy).starts())
                .doesNotContain(busy.shown("09:00"))
                .contains(busy.shown("10:35"));
        var refused = caller.book(RequestBodies.booking("colour-and-style", busy.at("09:00")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.starts()).first().isEqualTo(busy.shown("09:05"));

        sandbox.forgetRequests();
        var fifty = caller.book(RequestBodies.colourAndStyle(busy.at("09:00"), busy.at("10:35"), "ben"));
        requireInvalid(fifty, "/segments/1/start");
        assertThat(fifty.about("/segments/1/start")).contains("30 to 45").contains("50");
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.bookingsOn(busy)).isEmpty();
    }

    @Test
    @DisplayName(
            "the stored bookings tell the busiest day, peak hours, the commonest composite, the trend and the rest")
    void booking_pattern_analysis() {
        var monday = Day.ofFreshWeek().date().with(java.time.DayOfWeek.MONDAY);
        var tuesday = new Day(monday.plusDays(1));
        var saturday = new Day(monday.plusDays(5));
        for (var staff : List.of("anna", "ben", "cleo")) {
            caller.booked(RequestBodies.haircut(tuesday.at("10:00"), staff));
        }
        var moved = caller.booked(RequestBodies.haircut(tuesday.at("11:15"), "anna"))
                .id();
        caller.booked(RequestBodies.haircut(tuesday.at("11:45"), "ben"));
        caller.booked(RequestBodies.booking("colour-and-style", tuesday.at("14:00")));
        caller.booked(RequestBodies.booking("colour-and-style", saturday.at("09:00")));
        caller.booked(RequestBodies.booking("full-treatment", saturday.at("09:30")));
        var off = caller.booked(RequestBodies.haircut(saturday.at("16:00"), "dora"))
                .id();
        var whole = List.of("from", "" + monday, "to", "" + monday.plusDays(7));

        var before = caller.get("/api/v1/insights/patterns", whole);

        assertThat(before.status()).as(before.text()).isEqualTo(200);
        assertThat(before.at("/bookings")).isEqualTo("9");
        assertThat(before.at("/cancellationRate")).isEqualTo("0");

        caller.cancel(off);
        caller.move(moved, RequestBodies.to(tuesday.at("10:30")));
        var patterns = caller.with(Upstream.ADMIN).get("/api/v1/insights/patterns", whole);

        assertThat(patterns.at("/timeZone")).isEqualTo("Europe/Berlin");
        assertThat(patterns.at("/bookings")).isEqualTo("8");
        assertThat(patterns.at("/cancelled")).isEqualTo("1");
        assertThat(patterns.at("/cancellationRate")).isEqualTo("11.1");
        assertThat(patterns.at("/busiestDay")).isEqualTo("tuesday");
        assertThat(patterns.json().path("peakHours").toString()).isEqualTo("[10,9,11]");
        assertThat(patterns.at("/commonestService")).isEqualTo("haircut");
        assertThat(patterns.at("/commonestComposite")).isEqualTo("colour-and-style");
        assertThat(patterns.at("/trend")).isEqualTo("falling");
        assertThat(patterns.at("/dayPattern")).isEqualTo("weekday");
        assertThat(calcom.requests(Operation.LIST))
                .as("told from what is stored")
                .isEmpty();

        assertThat(caller.get("/api/v1/insights/patterns", List.of("from", "2027-01-01", "to", "2027-01-01"))
                        .pointers())
                .containsExactly("?to");
        assertThat(caller.with(null).get("/api/v1/insights/patterns", whole).status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("sixty days of several services in one request: a result each, equal reads made once, one fails alone")
    void bulk_availability_check() {
        withoutBreaker();
        var from = Day.ofFreshWeek();
        var to = from.date().plusDays(60).toString();
        sandbox.faults()
                .add(Fault.on(Operation.SLOTS)
                        .forEventType(435)
                        .serverError(503)
                        .forever());
        var body = RequestBodies.object();
        var queries = body.putArray("queries");
        queries.add(query("haircut", from, to));
        queries.add(query("haircut", from, from.next().toString()).put("staff", "ben"));
        queries.add(query("colour-and-style", from, to).put("limit", 500));
        queries.add(query("shave", from, to));
        queries.add(query("perm", from, to).put("staff", "emil"));
        queries.add(query("haircut", from, to).put("timeZone", "America/New_York"));
        queries.add(query("haircut", from, "soon").put("limit", 0).put("colour", "red"));
        queries.add(query("full-treatment", from, to).put("staff", "anna").put("order", "shortest"));

        var reply = caller.post("/api/v1/availability/bulk", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.each("/results", "index")).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(reply.each("/results", "status"))
                .containsExactly("200", "200", "200", "422", "503", "200", "400", "200");
        assertThat(reply.at("/results/3/problem/code")).isEqualTo("VALIDATION_FAILED");
        assertThat(reply.at("/results/4/problem/code")).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(reply.each("/results/6/problem/errors", "pointer"))
                .containsExactlyInAnyOrder("/to", "/limit", "/colour");
        assertThat(reply.json().at("/results/0/availability/offers")).hasSize(50);
        assertThat(reply.at("/results/0/availability/offers/0/start")).isEqualTo(from.shown("09:00"));
        assertThat(reply.at("/results/5/availability/offers/0/start"))
                .isEqualTo(from.shown("09:00", ZoneId.of("America/New_York")));
        assertThat(reply.each("/results/1/availability/offers", "start"))
                .allMatch(start -> start.startsWith(from.toString()));

        var reads = new HashMap<>(calcom.requests(Operation.SLOTS).stream()
                .filter(r -> r.eventTypeId() != 435)
                .collect(Collectors.groupingBy(Received::target, Collectors.counting())));
        assertThat(reads.values()).as("no read twice").isNotEmpty().containsOnly(1L);
        assertThat(calcom.requests(Operation.SLOTS).stream().filter(r -> r.eventTypeId() == 102))
                .as("60 days are nine or ten weeks, read at once for three of the searches together")
                .hasSizeBetween(1, 2);

        var alone = caller.get("/api/v1/availability?service=colour-and-style&limit=500&from=" + from + "&to=" + to);
        assertThat(reply.json().at("/results/2/availability/offers"))
                .isEqualTo(alone.json().path("offers"));
        assertThat(books.bookingsOn(from)).isEmpty();
        assertThat(calcom.writes()).isEmpty();
    }

    @Test
    @DisplayName("cancelled with all that hangs on it: upstream all go; what Cal.com refuses for the moment is retried")
    void cascade_cancellation() {
        var colour = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        var cut = caller.booked(linked(RequestBodies.haircut(day.at("11:00"), "cleo"), colour));
        var care = caller.booked(linked(RequestBodies.haircut(day.at("12:00"), "dora"), cut));
        var apart = caller.booked(RequestBodies.haircut(day.at("13:00"), "emil"));
        assertThat(cut.at("/linkedTo")).isEqualTo(colour.id());
        sandbox.forgetRequests();
        sandbox.faults()
                .add(Fault.on(Operation.CANCEL)
                        .forUid(care.at("/segments/0/calcom/uid"))
                        .serverError(500)
                        .forever());

        var reply = caller.post(
                "/api/v1/bookings/" + colour.id() + "/cancel",
                RequestBodies.object().put("cascade", true).put("reason", "moves away"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.at("/status")).isEqualTo("CANCELLED");
        assertThat(reply.each("/cascade", "id")).containsExactly(cut.id(), care.id());
        assertThat(reply.each("/cascade", "status")).containsExactly("CANCELLED", "CANCEL_PENDING");
        assertThat(reply.at("/cascade/1/problem/code")).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(reply.json().at("/cascade/0").has("problem")).isFalse();

        assertThat(calcom.liveOf(care.id())).hasSize(1);
        sandbox.faults().clear();
        books.awaitStatus(care.id(), "CANCELLED");
        assertThat(List.of(colour, cut, care)).allSatisfy(booking -> {
            assertThat(books.status(booking.id())).isEqualTo("CANCELLED");
            assertThat(books.booking(booking.id(), "reason")).isEqualTo("moves away");
            assertThat(books.holds(booking.id())).isEmpty();
            assertThat(books.history(booking.id())).contains("cancel asked for", "cancelled");
        });
        assertThat(calcom.liveOn(day)).hasSize(1).allMatch(row -> row.eventTypeId == 105);
        assertThat(books.status(apart.id())).isEqualTo("BOOKED");
        var again = caller.post(
                "/api/v1/bookings/" + colour.id() + "/cancel",
                RequestBodies.object().put("cascade", true));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.each("/cascade", "status")).containsOnly("CANCELLED").hasSize(2);
    }

    @Test
    @DisplayName(
            "again and again: each day by itself, an exception left out, a conflict said with what is free; cancelled")
    void recurring_appointment_series() {
        var days = Stream.iterate(Day.ofFarWeek(), each -> new Day(each.date().plusWeeks(1)))
                .limit(4)
                .toList();
        calcom.bookedByOthers(101, days.get(2).instant("10:00"));
        var requestBody = series(RequestBodies.haircut(days.get(0).at("10:00"), "anna"), "weekly", 4, "bestEffort");
        requestBody
                .withObject("/recurrence")
                .put("interval", 1)
                .putArray("exceptions")
                .add("" + days.get(1));
        var key = UUID.randomUUID().toString();

        var made = caller.post("/api/v1/series", requestBody, "Idempotency-Key", key);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/series/" + made.id());
        assertThat(made.each("/occurrences", "date"))
                .isEqualTo(days.stream().map(Day::toString).toList());
        assertThat(made.each("/occurrences", "status")).containsExactly("BOOKED", "SKIPPED", "CONFLICT", "BOOKED");
        assertThat(made.at("/occurrences/2/problem/code")).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(made.json().at("/occurrences/2/problem/alternatives")).hasSize(3);
        assertThat(made.json().at("/occurrences/1").size()).isEqualTo(2);
        var first = made.at("/occurrences/0/bookingId");
        var last = made.at("/occurrences/3/bookingId");
        assertThat(caller.read(first).at("/seriesId")).isEqualTo(made.id());
        assertThat(caller.read(last).at("/start")).isEqualTo(days.get(3).shown("10:00"));
        assertThat(books.booking(last, "series")).isEqualTo(made.id());
        assertThat(books.eventsAbout(made.id())).containsExactly("series.created");
        assertThat(calcom.liveOf(first)).hasSize(1);
        assertThat(calcom.liveOf(last))
                .extracting(row -> row.start)
                .containsExactly(days.get(3).instant("10:00"));
        assertThat(calcom.liveOn(days.get(1))).isEmpty();
        assertThat(calcom.liveOn(days.get(2))).as("that of the others").hasSize(1);

        sandbox.forgetRequests();
        var again = caller.post("/api/v1/series", requestBody, "Idempotency-Key", key);
        assertThat(again.text()).isEqualTo(made.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.get("/api/v1/series/" + made.id()).json()).isEqualTo(made.json());

        var one = cancelSeries(made, "this", first);
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.each("/occurrences", "status")).containsExactly("CANCELLED", "SKIPPED", "CONFLICT", "BOOKED");
        assertThat(calcom.liveOf(first)).isEmpty();
        assertThat(calcom.liveOf(last)).hasSize(1);
        assertThat(books.holds(first)).isEmpty();
    }
}
