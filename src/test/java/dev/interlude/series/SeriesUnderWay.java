package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A series of which as much is booked as can be, one that is booked as a whole or not at all, and a cancelled appointment with
 * those linked to it. When the server is killed, half of either series is made, and nothing is cancelled.
 */
final class SeriesUnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long OF_ANNA = 101;
    private static final long OF_BEN = 102;
    private static final long OF_EMIL = 105;

    private final List<Day> days =
            Stream.iterate(Day.ofFarWeek(), Day::next).limit(4).toList();
    private final Sandbox sandbox;
    private final List<Reply> linked;
    private final ObjectNode each;
    private final ObjectNode whole;

    private SeriesUnderWay(Sandbox sandbox, Upstream victim) {
        this.sandbox = sandbox;
        var day = days.get(0);
        var first = victim.booked(RequestBodies.haircut(day.at("09:00"), "emil"));
        var second =
                victim.booked(RequestBodies.haircut(day.at("10:00"), "emil").put("linkedTo", first.id()));
        var third = victim.booked(RequestBodies.haircut(day.at("11:00"), "emil").put("linkedTo", second.id()));
        linked = List.of(first, second, third);
        each = SalonTest.series(RequestBodies.haircut(day.at("10:00"), "anna"), "daily", 4, "bestEffort");
        whole = SalonTest.series(RequestBodies.haircut(day.at("10:00"), "ben"), "daily", 4, "allOrNothing");
        Stream.of(OF_ANNA, OF_BEN).forEach(type -> sandbox.faults()
                .add(Fault.on(Operation.CREATE)
                        .forEventType(type)
                        .skip(2)
                        .gate()
                        .times(2)));
        sandbox.faults().add(Fault.on(Operation.CANCEL).gate().times(3));

        victim.posting("/api/v1/series", each.toString(), "Idempotency-Key", "each");
        victim.posting("/api/v1/series", whole.toString(), "Idempotency-Key", "whole");
        victim.posting(
                "/api/v1/bookings/" + first.id() + "/cancel",
                RequestBodies.object().put("cascade", true).toString(),
                "Idempotency-Key",
                "cascade");
        await("all three are in the middle")
                .atMost(PATIENCE)
                .until(() -> live(OF_ANNA).size() == 2
                        && live(OF_BEN).size() == 2
                        && held(Operation.CANCEL) == 3
                        && held(Operation.CREATE) == 4);
    }

    static SeriesUnderWay at(Sandbox sandbox, Upstream victim) {
        return new SeriesUnderWay(sandbox, victim);
    }

    void requireFinished(Upstream heir) {
        await("nobody is asked, and the cascade ends, the one series is booked, the other undone")
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(linked)
                            .allSatisfy(b ->
                                    assertThat(heir.read(b.id()).at("/status")).isEqualTo("CANCELLED"));
                    assertThat(live(OF_EMIL)).isEmpty();
                    assertThat(live(OF_ANNA)).hasSize(4);
                    assertThat(live(OF_BEN)).isEmpty();
                });

        var finished = again(heir, each, "each");
        assertThat(finished.each("/occurrences", "status"))
                .containsOnly("BOOKED")
                .hasSize(4);
        var anew = again(heir, whole, "whole");
        assertThat(anew.each("/occurrences", "status")).containsOnly("BOOKED").hasSize(4);
        assertThat(live(OF_ANNA)).hasSize(4);
        assertThat(live(OF_BEN)).hasSize(4);
        assertThat(ours(live(OF_ANNA))).containsExactlyInAnyOrderElementsOf(finished.each("/occurrences", "bookingId"));
        assertThat(ours(live(OF_BEN))).containsExactlyInAnyOrderElementsOf(anew.each("/occurrences", "bookingId"));
    }

    private static Reply again(Upstream heir, ObjectNode body, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> heir.post("/api/v1/series", body.toString(), "Idempotency-Key", key),
                        reply -> reply.status() == 201);
    }

    private static List<String> ours(List<Booking> rows) {
        return rows.stream()
                .map(b -> b.metadata.path("interludeBooking").asText())
                .toList();
    }

    private List<Booking> live(long eventType) {
        var calcom = new AtCalcom(sandbox);
        return days.stream()
                .flatMap(day -> calcom.liveOn(day).stream())
                .filter(b -> b.eventTypeId == eventType)
                .toList();
    }

    private long held(Operation operation) {
        return sandbox.gates().waiting().stream()
                .filter(held -> held.operation() == operation)
                .count();
    }
}
