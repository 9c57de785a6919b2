package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

@DisplayName("Twenty bookings at once that leave their staff open")
class FairRaceTest extends AcceptanceTest {

    @RepeatedTest(3)
    @DisplayName(
            "for a time at which five people are free are five, each with another person, and fifteen true refusals")
    void fiveFree() {
        var replies = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> caller.booking(RequestBodies.booking("haircut", day.at("10:00"))))
                .toList());

        var booked = replies.stream().filter(r -> r.status() == 201).toList();
        assertThat(booked).as(replies.toString()).hasSize(5);
        assertThat(booked)
                .extracting(r -> r.at("/segments/0/staff"))
                .containsExactlyInAnyOrder("anna", "ben", "cleo", "dora", "emil");
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .hasSize(15)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");
        assertThat(calcom.liveOn(day)).hasSize(5);
        assertThat(books.bookingsOn(day)).hasSize(5);
    }
}
