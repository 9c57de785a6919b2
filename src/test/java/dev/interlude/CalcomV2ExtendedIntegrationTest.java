package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import java.util.HashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("What a real salon asks for")
class CalcomV2ExtendedIntegrationTest extends AcceptanceTest {

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
        var body = Wishes.object();
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
                .containsExactly("200", "200", "200", "404", "503", "200", "400", "200");
        assertThat(reply.at("/results/3/problem/code")).isEqualTo("NOT_FOUND");
        assertThat(reply.at("/results/4/problem/code")).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(reply.each("/results/6/problem/errors", "pointer"))
                .containsExactlyInAnyOrder("/to", "/limit", "/colour");
        assertThat(reply.json().at("/results/0/availability/offers")).hasSize(50);
        assertThat(reply.at("/results/0/availability/offers/0/start")).isEqualTo(from.shown("09:00"));
        assertThat(reply.at("/results/5/availability/offers/0/start")).endsWith("-05:00");
        assertThat(reply.each("/results/1/availability/offers", "start"))
                .allMatch(start -> start.startsWith(from.toString()));

        var reads = new HashMap<>(calcom.requests(Operation.SLOTS).stream()
                .filter(r -> r.eventTypeId() != 435)
                .collect(Collectors.groupingBy(Received::target, Collectors.counting())));
        assertThat(reads.values()).as("no read twice").isNotEmpty().containsOnly(1L);
        assertThat(calcom.requests(Operation.SLOTS).stream().filter(r -> r.eventTypeId() == 102))
                .as("60 days are ten weeks, read by fives, for three of the searches together")
                .hasSizeBetween(2, 3);

        var alone = caller.get("/api/v1/availability?service=colour-and-style&limit=500&from=" + from + "&to=" + to);
        assertThat(reply.json().at("/results/2/availability/offers"))
                .isEqualTo(alone.json().path("offers"));
        assertThat(books.bookingsOn(from)).isEmpty();
        assertThat(calcom.writes()).isEmpty();
    }

    @Test
    @DisplayName("of the request for many searches itself the shape must be right, and a key that reads is enough")
    void bulk_availability_shape() {
        assertThat(caller.post("/api/v1/availability/bulk", "{\"queries\":[]}").pointers())
                .containsExactly("/queries");
        assertThat(caller.post("/api/v1/availability/bulk", "{\"queries\":[1]}").pointers())
                .containsExactly("/queries/0");
        var reader = Wishes.object().put("name", "reader-" + day);
        reader.putArray("roles").add("read");
        var read = caller.with(caller.post("/api/v1/keys", reader).at("/key"));
        var body = Wishes.object();
        body.putArray("queries").add(query("haircut", day, day.next().toString()));
        assertThat(read.post("/api/v1/availability/bulk", body).each("/results", "status"))
                .containsExactly("200");
        assertThat(read.post("/api/v1/bookings/bulk", BulkTest.bulk(Wishes.object()))
                        .status())
                .isEqualTo(403);
    }

    private static ObjectNode query(String service, Day from, String to) {
        return Wishes.object()
                .put("service", service)
                .put("from", from.toString())
                .put("to", to);
    }
}
