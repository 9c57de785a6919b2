package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Requests with keys: to book, to cancel and to move, of which Cal.com's answer is lost or the call itself, and one that is all done
 * when the server is killed, but its answer is not kept.
 */
final class KilledRequests implements UnderWay {

    private static final String SERVICE = "colour-and-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crash crash;
    private final Appointment unheard;
    private final Appointment unkept;
    private final Answer toCancel;
    private final Answer toMove;
    private final Instant goal;
    private final List<HeldCall> calls;
    private final RowLock answer;

    private KilledRequests(Crash crash, Customer victim) {
        this.crash = crash;
        unheard = crash.next(SERVICE);
        unkept = crash.next(SERVICE);
        var moved = crash.next(SERVICE);
        toCancel = crash.placed(crash.next(SERVICE), "repeat-cancel@example.com");
        toMove = crash.placed(moved, "repeat-move@example.com");
        goal = moved.start().plus(Duration.ofHours(4));
        calls = List.of(
                HeldCall.create(crash.calcom, unheard.eventType(1), false)
                        .awaitCall(victim.place(unheard, "repeat-unheard@example.com", "key-unheard")),
                HeldCall.cancel(crash.calcom, crash.uid(toCancel), false)
                        .awaitCall(victim.cancel(toCancel.id(), "key-cancel")),
                HeldCall.move(crash.calcom, crash.uid(toMove), true)
                        .awaitCall(victim.move(toMove.id(), goal, "key-move")));
        var last = HeldCall.create(crash.calcom, unkept.eventType(1), false)
                .awaitCall(victim.place(unkept, "repeat-unkept@example.com", "key-unkept"));
        answer = new RowLock(crash.database, "idempotency", "key = :id", "key-unkept");
        last.release();
        await().atMost(PATIENCE).until(() -> crash.books
                .status(crash.books.bookingOf("repeat-unkept@example.com"))
                .equals("BOOKED"));
        answer.awaitWaiter();
    }

    static KilledRequests at(Crash crash) {
        return new KilledRequests(crash, crash.atVictim());
    }

    @Override
    public void fall() {
        calls.forEach(HeldCall::lose);
        answer.drop();
    }

    void requireOneEach(Customer at) {
        var again = Customer.repeat(201, () -> at.place(unheard, "repeat-unheard@example.com", "key-unheard"));
        crash.requireWhole(again);
        assertThat(crash.books.bookingsOf("repeat-unheard@example.com")).containsExactly(again.id());
        assertThat(at.place(unheard, "repeat-unheard@example.com", "key-unheard")
                        .join())
                .satisfies(replay -> assertThat(replay.replayed()).isTrue())
                .satisfies(replay -> assertThat(replay.body()).isEqualTo(again.body()));

        var kept = Customer.repeat(201, () -> at.place(unkept, "repeat-unkept@example.com", "key-unkept"));
        crash.requireWhole(kept);
        assertThat(crash.books.bookingsOf("repeat-unkept@example.com")).containsExactly(kept.id());

        var gone = Customer.repeat(200, () -> at.cancel(toCancel.id(), "key-cancel"));
        assertThat(gone.body().path("status").asText()).isEqualTo("CANCELLED");
        crash.requireWhole(gone);

        var away = Customer.repeat(200, () -> at.move(toMove.id(), goal, "key-move"));
        assertThat(crash.books.start(toMove.id())).isEqualTo(goal);
        crash.requireWhole(away);
    }
}
