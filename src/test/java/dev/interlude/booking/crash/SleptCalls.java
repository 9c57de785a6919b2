package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls that reach Cal.com only after their node had slept and another had decided without them. Of one, the node dies while it undoes it. */
final class SleptCalls implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crash crash;
    private final Appointment late;
    private final Appointment lateAndDead;
    private final Appointment lateMove;
    private final Instant twice;
    private final Answer toMove;
    private final String firstUid;
    private final List<HeldCall> calls;
    private Answer second;
    private HeldCall undoing;

    private SleptCalls(Crash crash, Customer victim) {
        this.crash = crash;
        late = crash.next("colour-and-style");
        lateAndDead = crash.next("full-treatment");
        lateMove = crash.next("colour-and-style");
        twice = crash.nextDay();
        toMove = crash.placed(lateMove, "slept-move@example.com");
        firstUid = crash.uid(toMove);
        calls = List.of(
                HeldCall.create(crash.calcom, late.eventType(0), true)
                        .awaitCall(victim.place(late, "slept-create@example.com", null)),
                HeldCall.create(crash.calcom, lateAndDead.eventType(0), true)
                        .awaitCall(victim.place(lateAndDead, "slept-and-died@example.com", null)),
                HeldCall.move(crash.calcom, firstUid, true)
                        .awaitCall(victim.move(toMove.id(), lateMove.start().plus(Duration.ofHours(4)), null)),
                HeldCall.slots(crash.calcom, 101).awaitCall(twice(victim)));
    }

    static SleptCalls at(Crash crash) {
        return new SleptCalls(crash, crash.atVictim());
    }

    /** By the other node. */
    void awaitDecided() {
        second = Customer.repeat(201, () -> twice(crash.atSurvivor()));
        awaitStatus("slept-create@example.com", "COMPENSATED");
        awaitStatus("slept-and-died@example.com", "COMPENSATED");
        awaitStatus("slept-move@example.com", "BOOKED");
    }

    /** They get through, just before the node awakes. */
    void release() {
        undoing = HeldCall.cancelOf(crash.calcom, lateAndDead.eventType(0));
        calls.forEach(HeldCall::release);
    }

    /** All but the one. */
    void awaitUndone() {
        undoing.awaitCall(new CompletableFuture<>());
        awaitUndone(late);
        await("the segment has moved after all").atMost(PATIENCE).until(() -> crash.calcom.bookings().stream()
                .anyMatch(b -> firstUid.equals(b.fromUid)));
        await("the moved segment is back").atMost(PATIENCE).untilAsserted(() -> crash.requireWhole(toMove));
    }

    @Override
    public void fall() {
        undoing.lose();
    }

    void requireAllUndone() {
        awaitUndone(lateAndDead);
        crash.awaitAllSagasEnded();
        assertThat(crash.books.start(toMove.id())).isEqualTo(lateMove.start());
        assertThat(crash.books.bookingsOf("slept-twice@example.com")).containsExactly(second.id());
        crash.requireWhole(second);
    }

    private CompletableFuture<Answer> twice(Customer node) {
        return node.placeWithAnybody("haircut", twice, "slept-twice@example.com", "key-twice");
    }

    private void awaitStatus(String email, String status) {
        await(email + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> crash.books.status(crash.books.bookingOf(email)).equals(status));
    }

    private void awaitUndone(Appointment appointment) {
        await("its first segment was booked in Cal.com, and is not any more")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    var its = crash.calcom.bookings().stream()
                            .filter(b ->
                                    b.eventTypeId == appointment.eventType(0) && b.start.equals(appointment.start()))
                            .toList();
                    return !its.isEmpty() && its.stream().noneMatch(b -> b.status.isOpen());
                });
    }
}
