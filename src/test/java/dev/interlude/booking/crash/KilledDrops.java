package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Customer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Balayages that lose their care and nothing else, so that Cal.com is asked only after the decision. For each the server is
 * killed at another instant: before the decision is stored, and while the care is cancelled in Cal.com.
 */
final class KilledDrops implements UnderWay {

    static final Map<String, Object> DROP = Map.of("drop", List.of("care"));
    private static final int CARE = 1;

    private final Crash crash;
    private final List<HeldCall> lost = new ArrayList<>();
    private final List<RowLock> unwritten = new ArrayList<>();
    private final Answer undecided;
    private final Answer unsent;
    private final Answer unheard;
    private final Answer unmarked;
    private final Answer unanswered;

    private KilledDrops(Crash crash) {
        this.crash = crash;
        undecided = placed("drop-undecided@example.com");
        unsent = placed("drop-unsent@example.com");
        unheard = placed("drop-unheard@example.com");
        unmarked = placed("drop-unmarked@example.com");
        unanswered = placed("drop-unanswered@example.com");
    }

    static KilledDrops at(Crash crash) {
        var drops = new KilledDrops(crash);
        drops.begin(crash.atVictim());
        return drops;
    }

    private void begin(Customer victim) {
        cancelling(victim, unsent, true);
        cancelling(victim, unheard, false);
        var care = care(unmarked);
        var call = HeldCall.cancel(crash.calcom, care.uid(), false);
        var change = victim.change(unmarked.id(), DROP, key(unmarked));
        call.awaitCall(change);
        var row = new RowLock(crash.database, "segment", "id = :id", care.id());
        call.release();
        unwritten.add(row.awaitWaiter(change));
        unwritten.add(unanswered(victim));
        var booking = new RowLock(crash.database, "booking", "id = :id", undecided.id());
        unwritten.add(booking.awaitWaiter(victim.change(undecided.id(), DROP, key(undecided))));
    }

    private void cancelling(Customer victim, Answer booked, boolean beforeWork) {
        var call = HeldCall.cancel(crash.calcom, care(booked).uid(), beforeWork);
        lost.add(call.awaitCall(victim.change(booked.id(), DROP, key(booked))));
    }

    /** All is done, but the answer is not stored. */
    private RowLock unanswered(Customer victim) {
        var call = HeldCall.cancel(crash.calcom, care(unanswered).uid(), true);
        var change = victim.change(unanswered.id(), DROP, key(unanswered));
        call.awaitCall(change);
        var answer = new RowLock(crash.database, "idempotency", "key = :id", key(unanswered));
        call.release();
        return answer.awaitWaiter(change);
    }

    @Override
    public void fall() {
        lost.forEach(HeldCall::lose);
        unwritten.forEach(RowLock::drop);
    }

    /** All sagas have ended. */
    void requireDecided() {
        assertThat(crash.books.segments(undecided.id())).as("as before").hasSize(3);
        for (var dropped : List.of(unsent, unheard, unmarked, unanswered)) {
            assertThat(crash.books.segments(dropped.id())).as("dropped").hasSize(2);
        }
        all().forEach(booked -> assertThat(crash.books.wrongsOf(booked.id())).isEmpty());
    }

    /** The same requests again; one booking has its care again meanwhile, which stays. */
    void requireOneAnswerEach(Customer at) {
        var added = at.change(unanswered.id(), Map.of("add", List.of("care")), "added-since")
                .join();
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        for (var booked : all()) {
            var again = Customer.repeat(200, () -> at.change(booked.id(), DROP, key(booked)));
            assertThat(again.body().path("segments")).as(key(booked)).hasSize(booked == unanswered ? 3 : 2);
            assertThat(crash.books.wrongsOf(booked.id())).isEmpty();
            assertThat(crash.eventsAbout(booked.id()))
                    .as(key(booked))
                    .containsExactlyElementsOf(
                            booked == unanswered
                                    ? List.of("booking.created", "booking.changed", "booking.changed")
                                    : List.of("booking.created", "booking.changed"));
            var replay = at.change(booked.id(), DROP, key(booked)).join();
            assertThat(replay.replayed()).isTrue();
            assertThat(replay.body()).isEqualTo(again.body());
        }
    }

    private List<Answer> all() {
        return List.of(undecided, unsent, unheard, unmarked, unanswered);
    }

    private Answer placed(String email) {
        return crash.placed(crash.next("balayage"), email);
    }

    /** As long as it is part of the booking. */
    private AgreementReport.Segment care(Answer booked) {
        return crash.books.segments(booked.id()).get(CARE);
    }

    private static String key(Answer booked) {
        return "drop-" + booked.id();
    }
}
