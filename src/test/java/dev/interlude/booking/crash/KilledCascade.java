package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Gates.Waiting;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A series of which as much is booked as can be, one that is booked as a whole or not at all, and a cancelled appointment with
 * those linked to it. When the server is killed, half of either series is made, and nothing is cancelled.
 */
final class KilledCascade implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long OF_ANNA = 101;
    private static final long OF_BEN = 102;
    private static final long OF_EMIL = 105;

    private final List<Day> days =
            Stream.iterate(Day.ofFarWeek(), Day::next).limit(4).toList();
    private final Sandbox sandbox;
    private final Set<Long> before;
    private final List<Reply> linked;
    private final ObjectNode each;
    private final ObjectNode whole;
    private final List<Waiting> held;

    private KilledCascade(Sandbox sandbox, Upstream victim) {
        this.sandbox = sandbox;
        before = sandbox.gates().waiting().stream().map(Waiting::id).collect(Collectors.toSet());
        var day = days.get(0);
        var first = victim.booked(RequestBodies.haircut(day.at("09:00"), "emil"));
        var second =
                victim.booked(RequestBodies.haircut(day.at("10:00"), "emil").put("linkedTo", first.id()));
        var third = victim.booked(RequestBodies.haircut(day.at("11:00"), "emil").put("linkedTo", second.id()));
        linked = List.of(first, second, third);
        each = SalonTest.series(RequestBodies.haircut(day.at("10:00"), "anna"), "daily", 4, "bestEffort");
        whole = SalonTest.series(RequestBodies.haircut(day.at("10:00"), "ben"), "daily", 4, "allOrNothing");
        var faults = Stream.of(
                        Fault.on(Operation.CREATE)
                                .forEventType(OF_ANNA)
                                .skip(2)
                                .gate()
                                .times(2),
                        Fault.on(Operation.CREATE)
                                .forEventType(OF_BEN)
                                .skip(2)
                                .gate()
                                .times(2),
                        Fault.on(Operation.CANCEL).forEventType(OF_EMIL).gate().times(3))
                .map(sandbox.faults()::add)
                .toList();
        var answers = List.of(
                victim.posting("/api/v1/series", each.toString(), "Idempotency-Key", "each"),
                victim.posting("/api/v1/series", whole.toString(), "Idempotency-Key", "whole"),
                victim.posting(
                        "/api/v1/bookings/" + first.id() + "/cancel",
                        RequestBodies.object().put("cascade", true).toString(),
                        "Idempotency-Key",
                        "cascade"));
        await("all three are in the middle")
                .atMost(Duration.ofSeconds(25))
                .failFast(() -> {
                    for (var answer : answers) {
                        if (answer.isDone()) {
                            throw new IllegalStateException("not in the middle, but answered: " + answer.join());
                        }
                    }
                })
                .until(() -> live(OF_ANNA).size() == 2
                        && live(OF_BEN).size() == 2
                        && held(Operation.CANCEL).size() == 3
                        && Stream.of(OF_ANNA, OF_BEN).allMatch(type -> held(Operation.CREATE).stream()
                                .anyMatch(call -> type.equals(call.eventTypeId()))));
        // How many it sends at once is its own affair; what it has not sent yet must not have others held.
        faults.forEach(sandbox.faults()::remove);
        held = Stream.of(Operation.CANCEL, Operation.CREATE)
                .flatMap(operation -> held(operation).stream())
                .toList();
    }

    static KilledCascade at(Crash crash) {
        return new KilledCascade(crash.calcom, crash.atVictim().upstream());
    }

    @Override
    public void fall() {
        held.forEach(call -> sandbox.gates().kill(call.id()));
    }

    void requireFinished(Customer another) {
        var heir = another.upstream();
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

    private List<Waiting> held(Operation operation) {
        return sandbox.gates().waiting().stream()
                .filter(call -> call.operation() == operation && !before.contains(call.id()))
                .toList();
    }
}
