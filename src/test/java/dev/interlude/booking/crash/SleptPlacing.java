package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Customer.Answer;

/** An appointment that another finished while its node slept, before that had the last answer of Cal.com. */
final class SleptPlacing {

    private final Crash crash;
    private final PlacingUnderWay placing;
    private Answer late;

    private SleptPlacing(Crash crash) {
        this.crash = crash;
        placing = PlacingUnderWay.at(crash, PlacingUnderWay.next(crash), "adopted-slept@example.com", false);
    }

    static SleptPlacing at(Crash crash) {
        return new SleptPlacing(crash);
    }

    void awaitFinished() {
        crash.awaitRest(placing.booking);
        assertThat(crash.books.status(placing.booking)).isEqualTo("BOOKED");
    }

    /** The node is awake. */
    void awaitAnswer() {
        placing.call.release();
        late = placing.answer().join();
    }

    void requireUnchanged() {
        assertThat(late.status()).as(late.toString()).isEqualTo(201);
        assertThat(late.id()).isEqualTo(placing.booking);
        assertThat(late.body().path("status").asText()).isEqualTo("BOOKED");
        placing.requireAdopted();
    }
}
