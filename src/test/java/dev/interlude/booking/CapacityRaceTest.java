package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("A day that takes three bookings")
class CapacityRaceTest extends AcceptanceTest {

    private static final int LIMIT = 3;
    private static final int ROUNDS = 6;

    @RepeatedTest(value = ROUNDS, name = "round {currentRepetition} of {totalRepetitions}")
    @DisplayName("takes three of however many come at once for times of their own; of the others nothing is left")
    void placing(RepetitionInfo round) {
        var asked = LIMIT + 1 + new Random(round.getCurrentRepetition()).nextInt(14);

        var replies = Upstream.wait(times(asked, round).stream()
                .map(at -> caller.booking(RequestBodies.booking("blow-dry", at)))
                .toList());

        assertThat(replies).filteredOn(r -> r.status() == 201).hasSize(LIMIT);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .hasSize(asked - LIMIT)
                .allSatisfy(r -> assertThat(r.status() + r.code()).isEqualTo("409CAPACITY_EXCEEDED"));
        assertThat(books.bookingsOn(day)).hasSize(LIMIT).allSatisfy(id -> assertThat(books.status(id))
                .isEqualTo("BOOKED"));
        assertThat(calcom.liveOn(day)).hasSize(LIMIT);
    }

    @RepeatedTest(value = ROUNDS, name = "round {currentRepetition} of {totalRepetitions}")
    @DisplayName("never has more, and is full in the end, while others are placed on it, moved to it and cancelled")
    void everything(RepetitionInfo round) {
        var elsewhere = List.of(Day.fresh(), Day.fresh());
        var there = elsewhere.stream()
                .flatMap(other -> IntStream.range(0, 2)
                        .mapToObj(
                                i -> caller.booked(RequestBodies.booking("blow-dry", other.at("1%d:00".formatted(i))))))
                .map(Reply::id)
                .toList();
        var here = caller.booked(RequestBodies.booking("blow-dry", day.at("17:30")))
                .id();
        var free = times(there.size() + 6, round);
        var asked = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < free.size(); i++) {
            asked.add(
                    i < there.size()
                            ? caller.posting(
                                    "/api/v1/bookings/" + there.get(i) + "/reschedule", RequestBodies.to(free.get(i)))
                            : caller.booking(RequestBodies.booking("blow-dry", free.get(i))));
        }
        asked.add(caller.posting("/api/v1/bookings/" + here + "/cancel", "{}"));

        var replies = Upstream.wait(asked);

        assertThat(replies).allSatisfy(r -> assertThat(r.status()).as(r.text()).isIn(200, 201, 409));
        assertThat(replies)
                .filteredOn(r -> r.status() == 409)
                .extracting(Reply::code)
                .containsOnly("CAPACITY_EXCEEDED");
        assertThat(calcom.liveOn(day)).hasSizeBetween(LIMIT - 1, LIMIT);
        times(free.size() + 1, round).forEach(at -> caller.book(RequestBodies.booking("blow-dry", at)));
        assertThat(calcom.liveOn(day)).hasSize(LIMIT);
        assertThat(caller.offers("blow-dry", day).starts()).isEmpty();
    }

    /** Half hours of the day, none twice, in some order. */
    private List<String> times(int count, RepetitionInfo round) {
        var all = new ArrayList<>(IntStream.range(0, 17)
                .mapToObj(i -> day.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30)))
                .toList());
        Collections.shuffle(all, new Random(round.getCurrentRepetition()));
        return all.subList(0, count);
    }
}
