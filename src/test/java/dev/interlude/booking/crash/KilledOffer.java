package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.util.UUID;

/**
 * An entry of the waiting list and what a node was just offering it when it was killed: the time is freed, and held for the entry
 * in a transaction that never commits.
 *
 * @param row of the entry, which that transaction waits for
 */
record KilledOffer(UUID entry, RowLock row) implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static KilledOffer at(Crash crash) {
        var appointment = crash.next("haircut");
        var victim = crash.atVictim();
        var booked = victim.place(appointment, "freed@example.com", null).join();
        assertThat(booked.status()).as(booked.toString()).isEqualTo(201);
        var waiting = victim.await(appointment, "anna", "waits@example.com").join();
        assertThat(waiting.status()).as(waiting.toString()).isEqualTo(201);
        var row = new RowLock(crash.database, "waitlist_entry", "id = :id", waiting.id());
        assertThat(victim.cancel(booked.id(), null).join().status()).isEqualTo(200);
        return new KilledOffer(waiting.id(), row.awaitWaiter());
    }

    @Override
    public void fall() {
        row.drop();
    }

    /** It is offered by another node, once, and booked once. */
    Answer accepted(Crash crash) {
        var node = crash.atSurvivor();
        await("the offer").atMost(PATIENCE).until(() -> node.readEntry(entry)
                .join()
                .body()
                .path("status")
                .asText()
                .equals("OFFERED"));
        var accepted = node.acceptOffer(entry, "key-of-offer").join();
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        assertThat(crash.jdbc
                        .sql("select type from event where subject = :entry order by seq")
                        .param("entry", entry.toString())
                        .query(String.class)
                        .list())
                .containsExactly("waitlist.added", "waitlist.offered", "waitlist.accepted");
        assertThat(crash.books.bookingsOf("waits@example.com")).containsExactly(accepted.id());
        return accepted;
    }
}
