package dev.interlude.availability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Pacing;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("error-handling")
@DisplayName("Searching while Cal.com is slow, silent or asked by many")
class CachedSearchTest extends AcceptanceTest {

    /** The first of the event types of that service. */
    private static final long FULL_TREATMENT = 301;

    private static final long HAIRCUT_BY_BEN = 102;

    /** Short of what {@code interlude.availability.believed} is in tests. */
    private static final Duration BELIEVED = Duration.ofMillis(1_800);

    @Test
    @DisplayName("twenty equal searches at once ask Cal.com once for each event type")
    void one_read_for_equal_searches() {
        search("haircut", "ben");
        withoutBreaker();
        sandbox.latency(Latency.fixed(100));
        for (int tries = 0; tries < 5; tries++) {
            var other = Day.ofFreshWeek();
            sandbox.forgetRequests();
            var began = System.nanoTime();

            var replies = Upstream.wait(IntStream.range(0, 20)
                    .mapToObj(i -> caller.getting(path("full-treatment", other)))
                    .toList());

            var soon = System.nanoTime() - began < BELIEVED.toNanos();
            assertThat(replies)
                    .extracting(Reply::status)
                    .as(replies.get(0).text())
                    .containsOnly(200);
            assertThat(replies).extracting(r -> r.at("/offers/0/start")).containsOnly(other.shown("09:00"));
            if (soon) {
                assertThat(readsOf(type -> type >= FULL_TREATMENT, other))
                        .hasSize(15)
                        .allSatisfy((type, reads) -> assertThat(reads).isEqualTo(1));
                return;
            }
        }
        fail("the machine was too slow: what was read was too old each time");
    }

    @Test
    @DisplayName("what we book ourselves is gone from the offers at once, without asking Cal.com again")
    void own_bookings_need_no_read() {
        for (int hour = 10; hour < 17; hour++) {
            var began = System.nanoTime();
            assertThat(starts(search("haircut", "ben"))).contains(day.shown(hour + ":00"));
            caller.booked(RequestBodies.haircut(day.at(hour + ":00"), "ben"));
            sandbox.forgetRequests();

            var after = search("haircut", "ben");

            assertThat(starts(after)).doesNotContain(day.shown(hour + ":00"), day.shown(hour + ":15"));
            if (System.nanoTime() - began < BELIEVED.toNanos()) {
                assertThat(starts(after)).contains(day.shown("09:30"));
                assertThat(readsOf(type -> type == HAIRCUT_BY_BEN)).isEmpty();
                return;
            }
        }
        fail("the machine was too slow: what was read was too old each time");
    }

    @Test
    @DisplayName("what we cancel is offered again at once")
    void own_cancels_are_seen() {
        var booking =
                caller.booked(RequestBodies.haircut(day.at("10:00"), "ben")).id();
        assertThat(starts(search("haircut", "ben"))).doesNotContain(day.shown("10:00"));

        assertThat(caller.cancel(booking).status()).isEqualTo(200);

        assertThat(starts(search("haircut", "ben"))).contains(day.shown("10:00"));
    }

    @Test
    @DisplayName("a search takes no longer than its limit, offers what is known by then, and names what is missing")
    void limit() {
        withoutBreaker();
        var quiet = Day.ofFreshWeek();
        sandbox.faults()
                .add(Fault.on(Operation.SLOTS).forEventType(102).silence().forever());
        sandbox.faults()
                .add(Fault.on(Operation.SLOTS).forEventType(201).silence().forever());
        var wait = "&wait=2&limit=500&from=" + quiet + "&to=" + quiet.next();
        var began = System.nanoTime();

        var partial = caller.get("/api/v1/availability?service=haircut" + wait);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_300));
        assertThat(partial.status()).as(partial.text()).isEqualTo(200);
        assertThat(starts(partial)).contains(quiet.shown("09:00"));
        assertThat(partial.each("/partial", "staff")).contains("ben");
        assertThat(partial.at("/partial/0/segment")).isEqualTo("cut");
        assertThat(partial.at("/partial/0/code")).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(partial.json().at("/partial/0/retryAfterSeconds").asInt()).isPositive();
        var nothing = caller.get("/api/v1/availability?service=colour-and-style" + wait);
        assertThat(nothing.status()).as("nobody's colour is known").isEqualTo(503);
        assertThat(nothing.header("Retry-After")).matches("\\d+");
    }

    @Test
    @DisplayName("a booking is not decided with free times older than believed: while Cal.com is away 503, never 409")
    void bookings_need_what_is_believed() {
        withoutBreaker();
        for (var eventType : List.of(101, 102, 103, 104, 105)) {
            calcom.bookedByOthers(eventType, day.instant("10:00"));
        }
        await().atMost(20, SECONDS)
                .until(() -> !starts(caller.get(path("haircut") + "&limit=500")).contains(day.shown("10:00")));
        sandbox.faults().add(Fault.on(Operation.SLOTS).serverError(503).forever());
        await().atMost(20, SECONDS)
                .until(() -> caller.get(path("haircut")).json().path("stale").asBoolean());
        Pacing.rest(BELIEVED);

        var refused = caller.book(RequestBodies.booking("haircut", day.at("10:00")));

        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).matches("\\d+");
    }

    /** How often each was read for this day; meanwhile also what earlier tests asked for is read again. */
    private Map<Long, Long> readsOf(LongPredicate eventTypes) {
        return readsOf(eventTypes, day);
    }

    private Map<Long, Long> readsOf(LongPredicate eventTypes, Day when) {
        var ofThisDay = calcom.requestsAbout(when.date());
        return calcom.requests(Operation.SLOTS).stream()
                .filter(ofThisDay::contains)
                .filter(r -> eventTypes.test(r.eventTypeId()))
                .collect(Collectors.groupingBy(r -> r.eventTypeId(), Collectors.counting()));
    }

    private Reply search(String service, String staff) {
        return caller.get(path(service) + "&limit=500&staff=" + staff);
    }

    private String path(String service) {
        return path(service, day);
    }

    private static String path(String service, Day when) {
        return "/api/v1/availability?service=" + service + "&from=" + when + "&to=" + when.next();
    }

    private static List<String> starts(Reply reply) {
        return reply.each("/offers", "start");
    }
}
