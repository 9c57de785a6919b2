package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.support.Day;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Haircuts at times that others have, so that each is booked at another time: of one that second call never reaches Cal.com before
 * the kill, of the other it is done then. Each is of a person who cuts nobody else's hair.
 */
final class KilledRebookings implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Asked(String email, Instant start, Map<String, Object> body, HeldCall call) {

        static Asked at(Crash crash, Customer victim, String staff, long eventType, boolean beforeWork) {
            var start = crash.nextDay().plus(Duration.ofHours(4));
            new DirectCalcomUser(crash.calcom).books(eventType, start);
            var body = Map.of(
                    "service",
                    "haircut",
                    "start",
                    start.toString(),
                    "staff",
                    staff,
                    "autoRebook",
                    Map.of("maxShiftMinutes", 60));
            var email = "rebooked-by-" + staff + "@example.com";
            var call = HeldCall.secondCreate(crash.calcom, eventType, beforeWork);
            return new Asked(email, start, body, call.awaitCall(victim.book(body, email, email)));
        }

        CompletableFuture<Answer> again(Customer node) {
            return node.book(body, email, email);
        }
    }

    private final Crash crash;
    private final List<Asked> all;

    private KilledRebookings(Crash crash, Customer victim) {
        this.crash = crash;
        all = List.of(Asked.at(crash, victim, "emil", 105, true), Asked.at(crash, victim, "dora", 104, false));
    }

    static KilledRebookings at(Crash crash) {
        return new KilledRebookings(crash, crash.atVictim());
    }

    /** The calls stay where they are until the repeats are answered. */
    @Override
    public void fall() {}

    void requireOneEach(Customer at) {
        for (var one : all) {
            var again = Customer.repeat(201, () -> one.again(at));
            one.call().release();
            var day = new Day(one.start().atZone(Day.BERLIN).toLocalDate());
            assertThat(again.body().path("shiftedFrom").asText()).isEqualTo(day.shown("14:00"));
            await("what the lost call has done is undone").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            crash.atCalcomOf(one.email()).stream()
                                    .filter(b -> b.status.isOpen() && b.metadata.has("interludeSegment"))
                                    .map(b ->
                                            b.metadata.path("interludeBooking").asText()))
                    .as(one.email())
                    .containsExactly(again.id().toString()));
        }
    }
}
