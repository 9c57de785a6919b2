package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Two absences of Anna, at times at which an offer of hers is held: the server is killed when one is stored but not its answer,
 * and the other not yet. Until it is dead no one can take a time: an absence waits alone for its commit.
 */
final class KilledAbsences implements UnderWay {

    private final Crash crash;
    private final Appointment offered;
    private final Appointment offeredToo;
    private final UUID lostOffer;
    private final UUID keptOffer;
    private final RowLock answer;
    private final RowLock absence;

    private KilledAbsences(Crash crash, Customer victim) {
        this.crash = crash;
        offered = crash.next("haircut");
        offeredToo = crash.next("haircut");
        lostOffer = crash.held(victim, offered, 600);
        keptOffer = crash.held(victim, offeredToo, 600);
        var stored = new RowLock(crash.database, "offer_hold", "id = :id", lostOffer);
        create(victim, offered.start());
        stored.awaitWaiter();
        answer = new RowLock(crash.database, "idempotency", "key = :id", key(offered.start()));
        stored.close();
        answer.awaitWaiter();
        absence = new RowLock(crash.database, "offer_hold", "id = :id", keptOffer);
        create(victim, offeredToo.start());
        absence.awaitWaiter();
    }

    static KilledAbsences at(Crash crash) {
        return new KilledAbsences(crash, crash.atVictim());
    }

    @Override
    public void fall() {
        answer.drop();
        absence.drop();
    }

    void requireOneEach(Customer at) {
        assertThat(absencesAt(offered)).hasSize(1);
        assertThat(status(at, lostOffer)).isEqualTo("LOST");
        assertThat(absencesAt(offeredToo)).as("never stored").isEmpty();
        assertThat(status(at, keptOffer)).isEqualTo("HELD");

        for (var at10 : List.of(offered, offeredToo)) {
            var again = Customer.repeat(201, () -> create(at, at10.start()));
            assertThat(absencesAt(at10)).containsExactly(again.id());
            assertThat(crash.eventsAbout(again.id())).containsExactly("absence.created");
            assertThat(create(at, at10.start()).join().id()).isEqualTo(again.id());
            assertThat(absencesAt(at10)).hasSize(1);
        }
        assertThat(status(at, keptOffer)).isEqualTo("LOST");
        assertThat(at.place(offered, "while-away@example.com", null).join().status())
                .isEqualTo(409);
    }

    private static CompletableFuture<Answer> create(Customer at, Instant from) {
        return at.away("anna", from, from.plus(Duration.ofHours(1)), key(from));
    }

    private static String key(Instant from) {
        return "away-" + from;
    }

    private static String status(Customer at, UUID hold) {
        return at.readHold(hold).join().body().path("status").asText();
    }

    private List<UUID> absencesAt(Appointment appointment) {
        return crash.jdbc
                .sql("select id from absence where staff = 'anna' and from_at = :from::timestamptz")
                .param("from", appointment.start().toString())
                .query(UUID.class)
                .list();
    }
}
