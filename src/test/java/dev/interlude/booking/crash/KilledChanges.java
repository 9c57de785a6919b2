package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Changes of the person and of the length of a part. The old bookings of two each wait elsewhere for a new one that was lost or
 * unheard of, the one of the third for its end.
 */
final class KilledChanges implements UnderWay {

    private static final String BY_OTHERS = "colour-and-style";
    private static final long BENS_STYLE = 212;
    private static final String LONGER = "balayage";
    private static final long USUAL_PAINT = 701;
    private static final long LONGER_PAINT = 702;

    private final Crash crash;
    private final Answer staffLost;
    private final Answer staffUnheard;
    private final Answer staffDecided;
    private final Answer lengthLost;
    private final Answer lengthUnheard;
    private final Answer lengthDecided;
    private final List<HeldCall> calls;

    private KilledChanges(Crash crash, Customer victim) {
        this.crash = crash;
        staffLost = crash.placed(crash.next(BY_OTHERS), "staff-lost@example.com");
        staffUnheard = crash.placed(crash.next(BY_OTHERS), "staff-unheard@example.com");
        staffDecided = crash.placed(crash.next(BY_OTHERS), "staff-decided@example.com");
        lengthLost = crash.placed(crash.next(LONGER), "length-lost@example.com");
        lengthUnheard = crash.placed(crash.next(LONGER), "length-unheard@example.com");
        lengthDecided = crash.placed(crash.next(LONGER), "length-decided@example.com");
        calls = List.of(
                HeldCall.create(crash.calcom, BENS_STYLE, true).awaitCall(toBen(victim, staffLost, "staff-lost")),
                HeldCall.create(crash.calcom, BENS_STYLE, false)
                        .awaitCall(toBen(victim, staffUnheard, "staff-unheard")),
                HeldCall.cancel(
                                crash.calcom,
                                crash.books.segments(staffDecided.id()).get(1).uid(),
                                true)
                        .awaitCall(toBen(victim, staffDecided, "staff-decided")),
                HeldCall.create(crash.calcom, LONGER_PAINT, true)
                        .awaitCall(lengthened(victim, lengthLost, "length-lost")),
                HeldCall.create(crash.calcom, LONGER_PAINT, false)
                        .awaitCall(lengthened(victim, lengthUnheard, "length-unheard")),
                HeldCall.cancelOf(crash.calcom, USUAL_PAINT)
                        .awaitCall(lengthened(victim, lengthDecided, "length-decided")));
    }

    static KilledChanges at(Crash crash) {
        return new KilledChanges(crash, crash.atVictim());
    }

    @Override
    public void fall() {
        calls.forEach(HeldCall::lose);
    }

    /** All sagas have ended. */
    void requireDecided() {
        for (var answer : List.of(staffLost, staffUnheard, staffDecided)) {
            crash.requireWhole(answer);
            assertThat(crash.books.segments(answer.id()).get(1).staff())
                    .isEqualTo(answer == staffDecided ? "ben" : "anna");
        }
        for (var answer : List.of(lengthLost, lengthUnheard, lengthDecided)) {
            crash.requireWhole(answer);
            var paint = crash.books.segments(answer.id()).get(0);
            assertThat(paint.start()).isEqualTo(crash.books.start(answer.id()));
            assertThat(minutes(paint)).isEqualTo(answer == lengthDecided ? 90 : 60);
        }
    }

    void requireOneAnswerEach(Customer at) {
        repeated(lengthLost, () -> lengthened(at, lengthLost, "length-lost"));
        repeated(lengthUnheard, () -> lengthened(at, lengthUnheard, "length-unheard"));
        repeated(lengthDecided, () -> lengthened(at, lengthDecided, "length-decided"));
        for (var answer : List.of(lengthLost, lengthUnheard, lengthDecided)) {
            assertThat(minutes(crash.books.segments(answer.id()).get(0))).isEqualTo(90);
        }
        repeated(staffLost, () -> toBen(at, staffLost, "staff-lost"));
        repeated(staffUnheard, () -> toBen(at, staffUnheard, "staff-unheard"));
        repeated(staffDecided, () -> toBen(at, staffDecided, "staff-decided"));
    }

    /** It is moved or changed once, whether before the kill or now. */
    private void repeated(Answer booked, Supplier<CompletableFuture<Answer>> request) {
        var again = Customer.repeat(200, request);
        crash.requireWhole(booked);
        assertThat(again.id()).isEqualTo(booked.id());
        assertThat(crash.eventsAbout(booked.id())).as(again.toString()).hasSize(2);
    }

    /** The style at the same time. */
    private static CompletableFuture<Answer> toBen(Customer at, Answer booked, String key) {
        var start = OffsetDateTime.parse(booked.body().path("start").asText()).toInstant();
        return at.toStaff(booked.id(), start, "style", "ben", key);
    }

    private static CompletableFuture<Answer> lengthened(Customer at, Answer booked, String key) {
        return at.toLength(booked.id(), "paint", 90, key);
    }

    private static long minutes(AgreementReport.Segment segment) {
        return Duration.between(segment.start(), segment.end()).toMinutes();
    }
}
