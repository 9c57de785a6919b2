package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Bookings that wait for a deposit: one that is being cancelled, one whose time ends while the server is down, one that still waits. */
final class KilledDeposits implements UnderWay {

    private static final String SERVICE = "bridal-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crash crash;
    private final Answer missed;
    private final Answer later;
    private final Answer awaited;
    private final HeldCall call;

    private KilledDeposits(Crash crash) {
        this.crash = crash;
        missed = crash.placed(crash.next(SERVICE), "deposit-missed@example.com");
        later = crash.placed(crash.next(SERVICE), "deposit-later@example.com");
        awaited = crash.placed(crash.next(SERVICE), "deposit-awaited@example.com");
        call = HeldCall.cancel(crash.calcom, crash.uid(missed), false);
        end(missed);
        call.awaitCall(new CompletableFuture<>());
    }

    static KilledDeposits at(Crash crash) {
        crash.atVictim();
        return new KilledDeposits(crash);
    }

    @Override
    public void fall() {
        end(later);
        call.lose();
    }

    /** The server is restarted. */
    void requireCancelled() {
        for (var gone : List.of(missed, later)) {
            await("it is cancelled")
                    .atMost(PATIENCE)
                    .until(() -> crash.books.status(gone.id()).equals("CANCELLED"));
            crash.requireWhole(gone);
            assertThat(crash.eventsAbout(gone.id()))
                    .containsExactly(
                            "booking.created",
                            "booking.deposit_awaited",
                            "booking.deposit_missed",
                            "booking.cancelled");
        }
        crash.requireWhole(awaited);
        assertThat(crash.books.status(awaited.id())).isEqualTo("BOOKED");
    }

    private void end(Answer booked) {
        crash.jdbc
                .sql("update booking set deposit_until = clock_timestamp() where id = :id")
                .param("id", booked.id())
                .update();
    }
}
