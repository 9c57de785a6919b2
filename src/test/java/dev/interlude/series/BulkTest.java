package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.FaultKind;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("Of many bookings in one request")
public class BulkTest extends AcceptanceTest {

    private static final String PATH = "/api/v1/bookings/bulk";
    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");

    private final String key = UUID.randomUUID().toString();

    @Test
    @DisplayName("a hundred are booked, each once, and answered in the order they came")
    void hundred() {
        var second = Day.fresh();
        var wishes = Stream.of(day, second)
                .flatMap(on -> IntStream.range(0, 10)
                        .mapToObj(i -> on.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30)))
                        .flatMap(at -> STAFF.stream().map(who -> RequestBodies.haircut(at, who))))
                .toList();

        var reply = caller.post(PATH, bulk(wishes), "Idempotency-Key", key);
        var done = reply.status() == 200 ? reply : awaitDone(reply);

        assertThat(done.json().path("results")).hasSize(100);
        assertThat(done.each("/results", "status")).containsOnly("201");
        for (int i = 0; i < wishes.size(); i++) {
            var result = done.json().path("results").get(i);
            assertThat(result.path("index").asInt()).isEqualTo(i);
            assertThat(result.at("/booking/attendee/email"))
                    .isEqualTo(wishes.get(i).at("/attendee/email"));
        }
        assertThat(calcom.requests(Operation.CREATE)).hasSize(100);
        assertThat(calcom.liveOn(day)).hasSize(50);
        assertThat(books.bookingsOn(day)).hasSize(50).doesNotHaveDuplicates();

        sandbox.forgetRequests();
        var again = caller.post(PATH, bulk(wishes), "Idempotency-Key", key);
        assertThat(again.text()).isEqualTo(reply.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(calcom.writes()).isEmpty();
        var other = caller.post(PATH, bulk(wishes.subList(0, 3)), "Idempotency-Key", key);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    @DisplayName("equal reads of free times are made once")
    void readOnce() {
        var monday = Day.ofFreshWeek();
        var wishes = IntStream.range(0, 6)
                .mapToObj(i -> RequestBodies.booking(
                        "haircut", monday.at(9 + i + ":30").replace("T9", "T09")))
                .toList();

        var reply = caller.post(PATH, bulk(wishes));

        assertThat(reply.each("/results", "status")).as(reply.text()).containsOnly("201");
        assertThat(calcom.requests(Operation.SLOTS).stream()
                        .filter(r -> r.eventTypeId() == 101)
                        .filter(r -> calcom.requestsAbout(monday.date()).contains(r))
                        .filter(r -> r.at().isBefore(
                                        calcom.requests(Operation.CREATE).get(0).at())))
                .hasSize(1);
    }

    @Test
    @DisplayName("one with a key of its own is the same booking as one that comes alone under it")
    void ownKeys() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "anna");
        var alone = caller.book(requestBody, "Idempotency-Key", key);
        var fresh = RequestBodies.haircut(day.at("11:00"), "anna");

        var reply = caller.post(
                PATH,
                bulk(
                        item(requestBody).put("idempotencyKey", key),
                        item(fresh).put("idempotencyKey", key + " 2"),
                        item(fresh).put("idempotencyKey", key + " 2"),
                        item(RequestBodies.haircut(day.at("12:00"), "anna")).put("idempotencyKey", key)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.each("/results", "status")).containsExactly("201", "201", "201", "422");
        assertThat(reply.at("/results/0/booking/id")).isEqualTo(alone.id());
        assertThat(reply.at("/results/2/booking/id")).isEqualTo(reply.at("/results/1/booking/id"));
        assertThat(reply.at("/results/3/problem/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        var later = caller.book(fresh, "Idempotency-Key", key + " 2");
        assertThat(later.id()).isEqualTo(reply.at("/results/1/booking/id"));
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(2);
    }

    @Test
    @DisplayName("one that cannot be read, or makes no sense, is refused by itself, each field by name")
    void invalid() {
        var unreadable = RequestBodies.haircut(day.at("10:00"), "ben");
        unreadable.withObject("/attendee").put("email", "zoe at home");
        unreadable.put("colour", "red");

        var reply = caller.post(
                PATH,
                bulk(List.of(
                        unreadable,
                        RequestBodies.booking("shave", day.at("10:00")),
                        RequestBodies.haircut(day.at("10:00"), "ben"),
                        RequestBodies.object())));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.each("/results", "status")).containsExactly("400", "422", "201", "400");
        assertThat(reply.each("/results/0/problem/errors", "pointer"))
                .containsExactlyInAnyOrder("/attendee/email", "/colour");
        assertThat(reply.each("/results/1/problem/errors", "pointer")).containsExactly("/service");
        assertThat(reply.each("/results/3/problem/errors", "pointer")).contains("/service", "/start", "/attendee");
        assertThat(reply.at("/results/0/problem/traceId")).isEqualTo(reply.at("/results/1/problem/traceId"));
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
    }

    @Test
    @DisplayName("the request itself must be right: some items, at most a hundred, nothing unknown")
    void wrongShape() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "ben");

        assertThat(caller.post(PATH, "{\"items\":[]}").pointers()).containsExactly("/items");
        assertThat(caller.post(
                                PATH,
                                bulk(IntStream.range(0, 101)
                                        .mapToObj(i -> requestBody)
                                        .toList()))
                        .pointers())
                .containsExactly("/items");
        assertThat(caller.post(PATH, bulk(item(requestBody).put("key", "x"))).pointers())
                .containsExactly("/items/0/key");
        assertThat(caller.get("/api/v1/bulk/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/bulk/none").status()).isEqualTo(404);
        assertThat(calcom.writes()).isEmpty();
    }

    @Test
    @DisplayName("what is not done within the answer limit goes on: 202, and the bulk tells how far it is")
    void beyondTheLimit() {
        sandbox.faults().add(Fault.on(Operation.CREATE).late(2_000).times(20));
        var wishes = IntStream.range(0, 4)
                .mapToObj(i -> day.at("1%d:00".formatted(i)))
                .flatMap(at -> STAFF.stream().map(who -> RequestBodies.haircut(at, who)))
                .toList();

        var reply = caller.post(PATH, bulk(wishes), "Idempotency-Key", key);

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.at("/status")).isEqualTo("RUNNING");
        assertThat(reply.json().path("done").asInt()).isBetween(4, 19);
        assertThat(reply.json().path("results"))
                .hasSize(reply.json().path("done").asInt());
        assertThat(reply.header("Location")).isEqualTo("/api/v1/bulk/" + reply.id());
        var done = awaitDone(reply);
        assertThat(done.each("/results", "status")).hasSize(20).containsOnly("201");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(20);
        assertThat(calcom.liveOn(day)).hasSize(20);
    }

    @Test
    @DisplayName("one that is not decided within its answer limit is, as soon as Cal.com has decided")
    void decidedLate() {
        sandbox.faults().add(Fault.on(Operation.CREATE).silenceAfterWork());
        sandbox.faults().add(Fault.on(Operation.LIST).silence().times(2));
        sandbox.faults().add(Fault.on(Operation.LIST).late(1_500));

        var reply = caller.post(PATH, bulk(List.of(RequestBodies.haircut(day.at("10:00"), "dora"))));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        var done = awaitDone(reply);
        assertThat(done.each("/results", "status")).containsExactly("201");
        assertThat(done.at("/results/0/booking/status")).isEqualTo("BOOKED");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(calcom.liveOn(day)).hasSize(1);
    }

    @Test
    @DisplayName("what Cal.com takes no call for is tried again until it does")
    void blocked() {
        sandbox.faults().add(Fault.on(Operation.CREATE).late(12_000).kind(FaultKind.RATE_LIMITED));

        var reply = caller.post(
                PATH,
                bulk(STAFF.stream()
                        .map(who -> RequestBodies.haircut(day.at("10:00"), who))
                        .toList()));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        var done = awaitDone(reply);
        assertThat(done.each("/results", "status")).hasSize(5).containsOnly("201");
        assertThat(calcom.liveOn(day)).hasSize(5);
        assertThat(calcom.requests(Operation.CREATE).stream()
                        .filter(r -> Integer.valueOf(429).equals(r.status())))
                .as("nothing is sent while blocked")
                .hasSize(1);
    }

    private Reply awaitDone(Reply begun) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> caller.get(begun.header("Location")), r -> r.at("/status")
                        .equals("DONE"));
    }

    static ObjectNode item(JsonNode requestBody) {
        return RequestBodies.object().set("booking", requestBody);
    }

    public static ObjectNode bulk(List<? extends JsonNode> wishes) {
        return bulk(wishes.stream().map(BulkTest::item).toArray(ObjectNode[]::new));
    }

    public static ObjectNode bulk(ObjectNode... items) {
        var body = RequestBodies.object();
        var all = body.putArray("items");
        List.of(items).forEach(all::add);
        return body;
    }
}
