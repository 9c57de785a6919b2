package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Offers that a killed node held: one that lasts, one that ends soon, and one whose booking was lost on its way back. */
final class KilledHolds implements UnderWay {

    private static final String SERVICE = "colour-and-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crash crash;
    private final Appointment lasting;
    private final Appointment brief;
    private final UUID toLast;
    private final UUID toEnd;
    private final UUID toBook;
    private final HeldCall unheard;

    private KilledHolds(Crash crash, Customer victim) {
        this.crash = crash;
        lasting = crash.next(SERVICE);
        brief = crash.next(SERVICE);
        var booked = crash.next(SERVICE);
        toLast = crash.held(victim, lasting, 600);
        toEnd = crash.held(victim, brief, 1);
        toBook = crash.held(victim, booked, 600);
        unheard = HeldCall.create(crash.calcom, booked.eventType(1), false)
                .awaitCall(victim.bookHold(toBook, "hold-unheard@example.com", "key-of-hold"));
    }

    static KilledHolds at(Crash crash) {
        return new KilledHolds(crash, crash.atVictim());
    }

    @Override
    public void fall() {
        unheard.lose();
    }

    void requireKept(Customer survivor, Customer restarted) {
        for (var node : List.of(survivor, restarted)) {
            assertThat(status(node, toLast)).isEqualTo("HELD");
            assertThat(node.place(lasting, "hold-other@example.com", null).join())
                    .satisfies(answer -> assertThat(answer.code()).isEqualTo("SLOT_UNAVAILABLE"))
                    .satisfies(answer -> assertThat(answer.body().path("detail").asText())
                            .contains("held for another customer until"));
            await("the brief one has ended").atMost(PATIENCE).until(() -> status(node, toEnd)
                    .equals("EXPIRED"));
        }
        crash.requireWhole(crash.placed(brief, "hold-after@example.com"));
        var again = Customer.repeat(201, () -> restarted.bookHold(toBook, "hold-unheard@example.com", "key-of-hold"));
        crash.requireWhole(again);
        assertThat(crash.books.bookingsOf("hold-unheard@example.com")).containsExactly(again.id());
        var taken = survivor.bookHold(toLast, "hold-taken@example.com", null).join();
        assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
        crash.requireWhole(taken);
        await("a node announces the ends").atMost(PATIENCE).untilAsserted(() -> assertThat(crash.jdbc
                        .sql("select type from event where subject in (:holds)")
                        .param("holds", List.of(toLast.toString(), toEnd.toString(), toBook.toString()))
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "hold.placed", "hold.ended", "hold.placed", "hold.ended", "hold.placed", "hold.ended"));
    }

    private static String status(Customer at, UUID hold) {
        return at.readHold(hold).join().body().path("status").asText();
    }
}
