package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A booking and two series under way, whose calls get through to Cal.com after the kill; of the second series all stands there then.
 * They are asked for again at once, at the other node, while nothing is decided.
 */
final class KilledSeries implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BENS_STYLE = 212;
    private static final long BENS_HAIRCUT = 102;
    private static final long ANNAS_HAIRCUT = 101;

    /** @param body sent under its own address as the key */
    private record Asked(String path, String email, Instant start, JsonNode body) {

        CompletableFuture<Answer> at(Customer node) {
            return node.post(path, email, body);
        }
    }

    private final Crash crash;
    private final Asked booking;
    private final Asked series;
    private final Asked standing;
    private final List<HeldCall> calls = new ArrayList<>();
    private CompletableFuture<Answer> bookingAgain;
    private CompletableFuture<Answer> seriesAgain;
    private CompletableFuture<Answer> standingAgain;

    private KilledSeries(Crash crash, Customer victim) {
        this.crash = crash;
        booking = booking(crash.nextDay());
        // So late that nothing else is then, a week later neither.
        series = weekly("series@example.com", crash.nextDay().plus(Duration.ofHours(7)), "ben");
        standing = weekly("standing-series@example.com", crash.nextDay().plus(Duration.ofHours(7)), "anna");
        calls.add(HeldCall.create(crash.calcom, BENS_STYLE, true).awaitCall(booking.at(victim)));
        calls.add(HeldCall.create(crash.calcom, BENS_HAIRCUT, true).awaitCall(series.at(victim)));
        calls.add(HeldCall.secondCreate(crash.calcom, ANNAS_HAIRCUT, false).awaitCall(standing.at(victim)));
        await().atMost(PATIENCE).until(() -> atCalcom(standing).size() == 2);
    }

    static KilledSeries at(Crash crash) {
        return new KilledSeries(crash, crash.atVictim());
    }

    /** What Cal.com does with the calls, or what it answers, nobody learns. */
    @Override
    public void fall() {
        calls.forEach(HeldCall::release);
        bookingAgain = booking.at(crash.atSurvivor());
        seriesAgain = series.at(crash.atSurvivor());
        standingAgain = standing.at(crash.atSurvivor());
    }

    void requireBooked() {
        requireCreated(bookingAgain);
        assertThat(open(booking)).hasSize(2);
    }

    void requireSeriesBooked() {
        requireCreated(seriesAgain);
        assertThat(open(series)).filteredOn(b -> b.start.equals(series.start())).hasSize(1);
    }

    void requireStandingSeriesKept() {
        var occurrences = requireCreated(standingAgain).body().path("occurrences");
        assertThat(each(occurrences, "status")).containsOnly("BOOKED").hasSize(2);
        assertThat(atCalcom(standing)).hasSize(2);
        assertThat(open(standing).stream()
                        .map(b -> b.metadata.path("interludeBooking").asText()))
                .containsAll(each(occurrences, "bookingId"));
    }

    private static List<String> each(JsonNode list, String member) {
        return list.valueStream().map(one -> one.path(member).asText()).toList();
    }

    private static Answer requireCreated(CompletableFuture<Answer> asked) {
        var answer = asked.join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    /** Whatever has become of it. */
    private List<Booking> atCalcom(Asked asked) {
        return crash.atCalcomOf(asked.email());
    }

    private List<Booking> open(Asked asked) {
        return atCalcom(asked).stream().filter(b -> b.status.isOpen()).toList();
    }

    private static Asked booking(Instant start) {
        var email = "booking-and-series@example.com";
        var body = RequestBodies.colourAndStyle(
                start.toString(), start.plus(Duration.ofMinutes(75)).toString(), "ben");
        body.withObject("attendee").put("email", email);
        return new Asked("/api/v1/bookings", email, start, body);
    }

    private static Asked weekly(String email, Instant start, String staff) {
        var body = RequestBodies.object().put("mode", "allOrNothing");
        var haircut = RequestBodies.haircut(start.toString(), staff);
        haircut.withObject("attendee").put("email", email);
        body.set("booking", haircut);
        body.putObject("recurrence").put("frequency", "weekly").put("count", 2);
        return new Asked("/api/v1/series", email, start, body);
    }
}
