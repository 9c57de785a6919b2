package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.util.HashSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("Whoever answers the phone")
class PhoneAgentTest extends AcceptanceTest {

    private static final String FAR = "9999-07-13";

    @Test
    @DisplayName("is told the nearest time before or after, and autoRebook takes the first of these")
    void nearest() {
        var saturday = Day.ofFreshWeek();
        while (saturday.date().getDayOfWeek() != java.time.DayOfWeek.SATURDAY) {
            saturday = saturday.next();
        }
        var sunday = saturday.next().at("10:00");

        var refused = caller.book(RequestBodies.haircut(sunday, "dora"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.starts().get(0)).isEqualTo(saturday.shown("17:30"));
        var body = RequestBodies.haircut(sunday, "dora");
        body.putObject("autoRebook").put("maxShiftMinutes", 1_440);
        var moved = caller.booked(body);
        assertThat(moved.at("/start")).isEqualTo(saturday.shown("17:30"));
    }

    @Test
    @DisplayName(
            "is told the times of those who were named for a segment, as autoRebook keeps them, and else those of anybody")
    void named() {
        var quiet = Day.ofFreshWeek();
        calcom.bookedByOthers(102, quiet.instant("10:00"));
        var body = RequestBodies.booking("haircut", quiet.at("10:00"));
        body.putArray("segments").addObject().put("key", "cut").put("staff", "ben");

        var refused = caller.book(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.at("/alternatives/0/segments/0/staff")).isEqualTo("ben");
        assertThat(refused.starts().get(0)).isEqualTo(quiet.shown("09:30"));
        body.putObject("autoRebook").put("maxShiftMinutes", 120);
        var rebooked = caller.booked(body);
        assertThat(rebooked.at("/start")).isEqualTo(quiet.shown("09:30"));
        assertThat(rebooked.at("/segments/0/staff")).isEqualTo("ben");
    }

    @Test
    @DisplayName("gets everybody's turn when nobody is named")
    void turns() {
        var staff = new HashSet<String>();
        for (var time : new String[] {"09:00", "10:00", "11:00", "12:00", "13:00"}) {
            staff.add(caller.booked(RequestBodies.booking("haircut", day.at(time)))
                    .at("/segments/0/staff"));
        }
        assertThat(staff).hasSize(5);
    }

    @Test
    @DisplayName("is warned when the same attendee is booked at overlapping times")
    void overlap() {
        var first = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        assertThat(first.json().has("warnings")).isFalse();
        var again = RequestBodies.haircut(day.at("10:15"), "ben");
        ((ObjectNode) again.path("attendee"))
                .put("email", first.at("/attendee/email").toUpperCase(java.util.Locale.ROOT));

        var second = caller.booked(again);

        assertThat(second.at("/warnings/0/code")).isEqualTo("ATTENDEE_OVERLAP");
        assertThat(second.at("/warnings/0/bookingId")).isEqualTo(first.id());
        ((ObjectNode) again.put("start", day.at("10:45"))).put("staff", "cleo");
        assertThat(caller.booked(again).json().path("warnings"))
                .as("afterwards")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "is warned when the same attendee is moved to a time at which they are booked, of that and not of itself")
    void overlapByMoving() {
        var first = caller.booked(RequestBodies.haircut(day.at("14:00"), "cleo"));
        var whole = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");
        ((ObjectNode) whole.path("attendee")).put("email", first.at("/attendee/email"));
        var moved = caller.booked(whole).id();
        assertThat(caller.move(moved, RequestBodies.to(day.at("09:15"))).json().has("warnings"))
                .as("its own former time")
                .isFalse();

        var together = caller.move(moved, RequestBodies.to(day.at("13:30")));
        assertThat(together.status()).as(together.text()).isEqualTo(200);
        assertThat(together.at("/warnings/0/code")).isEqualTo("ATTENDEE_OVERLAP");
        assertThat(together.at("/warnings/0/bookingId")).isEqualTo(first.id());

        var single = caller.move(first.id(), RequestBodies.to(day.at("13:45")));
        assertThat(single.at("/warnings/0/bookingId")).as(single.text()).isEqualTo(moved);
        assertThat(caller.move(first.id(), RequestBodies.to(day.at("16:30")))
                        .json()
                        .has("warnings"))
                .as("afterwards")
                .isFalse();
    }

    @Test
    @DisplayName("is told that it is the service's limit of the day, not somebody's")
    void perDay() {
        caller.booked(RequestBodies.booking("trial-style", day.at("09:00")).put("staff", "cleo"));
        caller.booked(RequestBodies.booking("trial-style", day.at("10:00")).put("staff", "dora"));

        var refused = caller.book(RequestBodies.booking("trial-style", day.at("12:00")));

        assertThat(refused.code()).isEqualTo("CAPACITY_EXCEEDED");
        assertThat(refused.at("/detail"))
                .isEqualTo(
                        "Trial style is booked at most 2 times a day, whoever works on it; there can be no more bookings on "
                                + day + ".");
    }

    @Test
    @DisplayName("is told by a search, too, that one person cannot do a service whose rule asks for two")
    void rule() {
        var booked =
                caller.book(RequestBodies.booking("highlights", day.at("10:00")).put("staff", "anna"));
        var searched =
                caller.get(search("highlights", day.toString(), day.next().toString()) + "&staff=anna");

        assertThat(booked.status()).isEqualTo(422);
        assertThat(searched.status()).as(searched.text()).isEqualTo(422);
        assertThat(searched.at("/errors/0/pointer")).isEqualTo("?staff");
        assertThat(searched.at("/errors/0/detail")).isEqualTo(booked.at("/errors/0/detail"));
    }

    @Test
    @DisplayName("is told how far ahead can be booked, wherever a later time is asked for")
    void horizon() {
        var booking =
                caller.booked(RequestBodies.haircut(day.at("14:00"), "emil")).id();
        var far = RequestBodies.haircut(FAR + "T10:00:00", "emil");

        var searched = caller.get(search("haircut", FAR, "9999-07-14"));
        var booked = caller.book(far);
        var moved = caller.move(booking, RequestBodies.to(FAR + "T10:00:00"));
        var series = RequestBodies.object();
        series.set("booking", far);
        series.putObject("recurrence").put("frequency", "weekly").put("count", 2);
        var repeated = caller.post("/api/v1/series", series);

        BiFunction<Reply, String, Reply> tooFar = (reply, pointer) -> {
            assertThat(reply.status()).as(reply.text()).isEqualTo(422);
            assertThat(reply.at("/errors/0/pointer")).isEqualTo(pointer);
            assertThat(reply.at("/errors/0/detail"))
                    .startsWith("is too far ahead; haircut can be booked 36500 days ahead");
            return reply;
        };
        tooFar.apply(searched, "?from");
        tooFar.apply(booked, "/start");
        tooFar.apply(moved, "/start");
        tooFar.apply(repeated, "/booking/start");
    }

    @Test
    @DisplayName("may leave a plus sign in a query as it is, and a slash at the end of an address")
    void plusAndSlash() {
        var body = RequestBodies.haircut(day.at("11:00"), "cleo");
        var email = "zoe+" + day + "@example.com";
        ((ObjectNode) body.path("attendee")).put("email", email);
        var booking = caller.booked(body).id();

        var found = caller.get("/api/v1/bookings?attendeeEmail=" + email);
        var offered = caller.get(search("haircut", day.shown("09:00"), day.shown("18:00")) + "&limit=1");

        assertThat(found.each("/bookings", "id")).containsExactly(booking);
        assertThat(offered.status()).as(offered.text()).isEqualTo(200);
        assertThat(offered.starts()).hasSize(1).allMatch(start -> start.startsWith(day.toString()));
        assertThat(caller.get("/webhooks/calcom/").at("/ping")).isEqualTo("ok");
        assertThat(caller.post("/webhooks/calcom/", RequestBodies.object()).status())
                .as("unsigned, but at the right address")
                .isEqualTo(401);
        assertThat(caller.get("/api/v1/bookings/" + booking + "/").status()).isEqualTo(200);
    }

    private static String search(String service, String from, String to) {
        return "/api/v1/availability?service=" + service + "&from=" + from + "&to=" + to;
    }
}
