package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.series.BulkTest;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A bulk of 24 bookings, of which some are made when the server is killed. */
final class KilledBulk implements UnderWay {

    private static final int ITEMS = 24;
    private static final String KEY = "the-bulk";

    private final Crash crash;
    private final Sandbox sandbox;
    private final List<String> customers;
    private final ObjectNode body;
    private final long slow;

    private KilledBulk(Crash crash, Upstream victim) {
        this.crash = crash;
        sandbox = crash.calcom;
        var day = new Day(crash.nextDay().atZone(Day.BERLIN).toLocalDate());
        slow = sandbox.faults().add(Fault.on(Operation.CREATE).late(500).forever());
        var wishes = IntStream.range(0, 6)
                .mapToObj(i -> day.at("1%d:00".formatted(i)))
                .flatMap(at ->
                        List.of("anna", "ben", "cleo", "dora").stream().map(who -> RequestBodies.haircut(at, who)))
                .toList();
        customers =
                wishes.stream().map(wish -> wish.at("/attendee/email").asText()).toList();
        body = BulkTest.bulk(wishes);
        victim.posting("/api/v1/bookings/bulk", body.toString(), "Idempotency-Key", KEY);
        await().atMost(Duration.ofSeconds(30)).until(() -> live().size() >= 5);
    }

    static KilledBulk at(Crash crash) {
        return new KilledBulk(crash, crash.atVictim().upstream());
    }

    @Override
    public void fall() {
        assertThat(live()).as("in the middle").hasSizeLessThan(ITEMS);
        sandbox.faults().remove(slow);
    }

    void requireFinished(Customer another) {
        var heir = another.upstream();
        await("the heir goes on by itself").atMost(Duration.ofSeconds(60)).until(() -> live().size() == ITEMS);

        var told = await().atMost(Duration.ofSeconds(90))
                .until(
                        () -> heir.post("/api/v1/bookings/bulk", body, "Idempotency-Key", KEY),
                        reply -> reply.status() == 200 || reply.status() == 202);
        var done = await().atMost(Duration.ofSeconds(60))
                .until(() -> heir.get("/api/v1/bulk/" + told.id()), r -> r.at("/status")
                        .equals("DONE"));
        assertThat(done.each("/results", "status")).hasSize(ITEMS).containsOnly("201");
        var ids = done.json()
                .path("results")
                .valueStream()
                .map(result -> result.at("/booking/id").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(live().stream()
                        .map(b -> b.metadata.path("interludeBooking").asText())
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting())))
                .as("at Cal.com each once, and nothing else")
                .hasSize(ITEMS)
                .containsOnlyKeys(ids)
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }

    private List<Booking> live() {
        return customers.stream()
                .flatMap(email -> crash.atCalcomOf(email).stream())
                .filter(b -> b.status.isOpen())
                .toList();
    }
}
