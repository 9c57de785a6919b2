package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("Twenty callers at once")
class RaceTest extends AcceptanceTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int CALLERS = 20;
    private static final int ROUNDS = 5;

    /** Each keeps anna for another while, from another minute on; all of them want her between ten and eleven. */
    private ObjectNode body(int caller, int shift) {
        var later = 5 * ((caller / 3 + shift) % 7);
        return switch (caller % 3) {
            case 0 -> RequestBodies.haircut(at("10:15", later), "anna");
            case 1 ->
                RequestBodies.colourAndStyle(at("10:00", later), at("11:15", later), caller % 2 == 0 ? "anna" : "ben");
            default ->
                RequestBodies.booking("full-treatment", at("09:15", later)).put("staff", "anna");
        };
    }

    private String at(String time, int minutesLater) {
        return day.at(LocalTime.parse(time).plusMinutes(minutesLater).toString());
    }

    @RepeatedTest(value = ROUNDS, name = "round {currentRepetition} of {totalRepetitions}")
    @DisplayName("who want unequal, overlapping times of one person: no two get them, the others are left with nothing")
    void overlapping(RepetitionInfo round) {
        var asked = IntStream.range(0, CALLERS)
                .mapToObj(i -> caller.booking(body(i, round.getCurrentRepetition())))
                .toList();

        var replies = Upstream.wait(asked);

        assertThat(replies).extracting(Reply::status).as(replies.toString()).containsOnly(201, 409);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 409)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");
        assertThat(overlaps(calcom.liveOn(day))).isEmpty();
        books.awaitNoOpenSaga();
        var winners =
                replies.stream().filter(r -> r.status() == 201).map(Reply::id).toList();
        assertThat(books.bookingsOn(day)).containsAll(winners).allSatisfy(id -> {
            assertThat(books.status(id)).isEqualTo(winners.contains(id) ? "BOOKED" : "COMPENSATED");
            assertThat(books.holds(id).isEmpty()).isEqualTo(!winners.contains(id));
            assertThat(calcom.liveOf(id).isEmpty()).isEqualTo(!winners.contains(id));
        });
    }

    @Test
    @DisplayName(
            "who ask Cal.com themselves for such times do get overlapping ones: the promise is ours, not Cal.com's")
    void straight() {
        var pairs = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            var fresh = Day.fresh();
            var asked = IntStream.range(0, CALLERS)
                    .mapToObj(i -> {
                        var later = Duration.ofMinutes(5L * (i / 3));
                        return switch (i % 3) {
                            case 0 -> straight(101, fresh.instant("10:15").plus(later));
                            case 1 -> straight(201, fresh.instant("10:00").plus(later));
                            default -> straight(311, fresh.instant("10:00").plus(later));
                        };
                    })
                    .toList();
            asked.forEach(CompletableFuture::join);
            pairs.addAll(overlaps(calcom.liveOn(fresh)));
        }

        assertThat(pairs).isNotEmpty();
    }

    @Test
    @DisplayName("who are in nobody's way all get their composites")
    void disjoint() {
        var asked = IntStream.range(0, 10)
                .mapToObj(i ->
                        caller.booking(RequestBodies.colourAndStyle(at("09:00", 45 * i), at("10:15", 45 * i), "ben")))
                .toList();

        var replies = Upstream.wait(asked);

        assertThat(replies).extracting(Reply::status).as(replies.toString()).containsOnly(201);
        assertThat(calcom.liveOn(day)).hasSize(20);
        assertThat(overlaps(calcom.liveOn(day))).isEmpty();
    }

    private static List<String> overlaps(List<Booking> bookings) {
        return bookings.stream()
                .flatMap(a -> bookings.stream()
                        .filter(b -> a.id < b.id && a.host.id() == b.host.id())
                        .filter(b -> a.start.isBefore(b.end) && b.start.isBefore(a.end))
                        .map(b ->
                                "%s: %s to %s, %s to %s".formatted(a.host.username(), a.start, a.end, b.start, b.end)))
                .toList();
    }

    private CompletableFuture<Integer> straight(long eventType, Instant start) {
        return HTTP.sendAsync(AtCalcom.byOthers(sandbox, eventType, start), BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }
}
