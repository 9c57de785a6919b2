package dev.interlude.booking.crash;

import static dev.interlude.booking.crash.Scenario.Operation.CANCEL;
import static dev.interlude.booking.crash.Scenario.Operation.COMPENSATE;
import static dev.interlude.booking.crash.Scenario.Operation.MOVE;
import static dev.interlude.booking.crash.Scenario.Operation.MOVE_BACK;
import static dev.interlude.booking.crash.Scenario.Operation.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Crash.Heir;
import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A part of the matrix ({@link CrashMatrixTest}), and what needs a story of its own. */
@DisplayName("A real server that is killed")
@Timeout(180)
class CrashTest {

    private static final String COLOUR = "colour-and-style";
    private static final String FULL = "full-treatment";
    private static final String DEPOSIT = "bridal-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Crash crash;

    @BeforeAll
    static void start() {
        crash = new Crash("crash_test", "10s");
    }

    @AfterAll
    static void stop() {
        System.out.printf("%d kills, %d scenarios%n", crash.kills(), crash.scenarios());
        crash.close();
    }

    @Test
    @DisplayName("leaves fourteen bookings half done; another node makes each of them whole or gone")
    void survivor() {
        var broken = crash.kill(
                List.of(
                        new Scenario(PLACE, FULL, 1, KillPoint.LOST),
                        new Scenario(PLACE, FULL, 2, KillPoint.LATE),
                        new Scenario(PLACE, COLOUR, 0, KillPoint.UNWRITTEN),
                        new Scenario(PLACE, COLOUR, 1, KillPoint.UNSETTLED),
                        new Scenario(COMPENSATE, FULL, 0, KillPoint.UNHEARD),
                        new Scenario(COMPENSATE, FULL, 1, KillPoint.UNMARKED),
                        new Scenario(CANCEL, FULL, 1, KillPoint.LATE),
                        new Scenario(CANCEL, COLOUR, 0, KillPoint.UNSETTLED),
                        new Scenario(MOVE, FULL, 0, KillPoint.LATE),
                        new Scenario(MOVE, FULL, 1, KillPoint.UNWRITTEN),
                        new Scenario(MOVE, COLOUR, 1, KillPoint.UNSETTLED),
                        new Scenario(MOVE_BACK, FULL, 0, KillPoint.UNHEARD),
                        new Scenario(MOVE_BACK, FULL, 1, KillPoint.LATE),
                        new Scenario(MOVE_BACK, COLOUR, 0, KillPoint.WRITTEN)),
                Heir.SURVIVOR,
                System.out::println);

        assertThat(broken).isEmpty();
    }

    @Test
    @DisplayName(
            "is asked again with the same keys after its restart: each request, of a visit and of what needs resources too, has one effect and one answer; what it held is held, and what was freed is offered once")
    void repeated() {
        var victim = crash.atVictim();
        var unheard = crash.next(COLOUR);
        var unkept = crash.next(COLOUR);
        var cancelled = crash.next(COLOUR);
        var moved = crash.next(COLOUR);
        var toCancel = placed(cancelled, "repeat-cancel@example.com");
        var toMove = placed(moved, "repeat-move@example.com");
        var goal = moved.start().plus(Duration.ofHours(4));
        var calls = List.of(
                hold(
                        HeldCall.create(crash.calcom, unheard.eventType(1), false),
                        victim.place(unheard, "repeat-unheard@example.com", "key-unheard")),
                hold(HeldCall.cancel(crash.calcom, uid(toCancel), false), victim.cancel(toCancel.id(), "key-cancel")),
                hold(HeldCall.move(crash.calcom, uid(toMove), true), victim.move(toMove.id(), goal, "key-move")));
        var visits = KilledVisits.at(crash);
        var offers = HeldOffers.at(victim);
        var freed = KilledOffer.at(crash);
        var last = HeldCall.create(crash.calcom, unkept.eventType(1), false);
        hold(last, victim.place(unkept, "repeat-unkept@example.com", "key-unkept"));
        var answer = new RowLock(crash.database, "idempotency", "key = :id", "key-unkept");
        last.release();
        await().atMost(PATIENCE).until(() -> crash.books
                .status(crash.books.bookingOf("repeat-unkept@example.com"))
                .equals("BOOKED"));
        answer.awaitWaiter();

        crash.killVictim();
        calls.forEach(HeldCall::lose);
        visits.fall();
        offers.unheard().lose();
        freed.row().drop();
        answer.drop();
        crash.restartVictim();
        var restarted = crash.atVictim();

        var again = repeat(201, () -> restarted.place(unheard, "repeat-unheard@example.com", "key-unheard"));
        assertThat(whole(again)).isEmpty();
        assertThat(crash.books.bookingsOf("repeat-unheard@example.com")).containsExactly(again.id());
        assertThat(restarted
                        .place(unheard, "repeat-unheard@example.com", "key-unheard")
                        .join())
                .satisfies(replay -> assertThat(replay.replayed()).isTrue())
                .satisfies(replay -> assertThat(replay.body()).isEqualTo(again.body()));

        var kept = repeat(201, () -> restarted.place(unkept, "repeat-unkept@example.com", "key-unkept"));
        assertThat(whole(kept)).isEmpty();
        assertThat(crash.books.bookingsOf("repeat-unkept@example.com")).containsExactly(kept.id());

        var gone = repeat(200, () -> restarted.cancel(toCancel.id(), "key-cancel"));
        assertThat(gone.body().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(whole(gone)).isEmpty();

        var away = repeat(200, () -> restarted.move(toMove.id(), goal, "key-move"));
        assertThat(crash.books.start(toMove.id())).isEqualTo(goal);
        assertThat(whole(away)).isEmpty();
        visits.requireOneEach(restarted, request -> repeat(201, request));
        offers.requireKept(List.of(crash.atSurvivor(), restarted));
        assertThat(whole(freed.accepted(crash))).isEmpty();
    }

    @Test
    @DisplayName("but had only slept: what Cal.com did for it after all was over is undone, even if it dies then")
    void slept() {
        var victim = crash.atVictim();
        var late = crash.next(COLOUR);
        var lateAndDead = crash.next(FULL);
        var lateMove = crash.next(COLOUR);
        var twice = crash.nextDay();
        var toMove = placed(lateMove, "slept-move@example.com");
        var create = HeldCall.create(crash.calcom, late.eventType(0), true);
        hold(create, victim.place(late, "slept-create@example.com", null));
        var createAndDie = HeldCall.create(crash.calcom, lateAndDead.eventType(0), true);
        hold(createAndDie, victim.place(lateAndDead, "slept-and-died@example.com", null));
        var firstUid = uid(toMove);
        var move = HeldCall.move(crash.calcom, firstUid, true);
        hold(move, victim.move(toMove.id(), lateMove.start().plus(Duration.ofHours(4)), null));
        var slots = HeldCall.slots(crash.calcom, 101);
        hold(slots, victim.placeWithAnybody("haircut", twice, "slept-twice@example.com", "key-twice"));

        crash.victim().freeze();
        var second = repeat(201, () -> crash.atSurvivor()
                .placeWithAnybody("haircut", twice, "slept-twice@example.com", "key-twice"));
        awaitStatus("slept-create@example.com", "COMPENSATED");
        awaitStatus("slept-and-died@example.com", "COMPENSATED");
        awaitStatus("slept-move@example.com", "BOOKED");
        var undoing = HeldCall.cancelOf(crash.calcom, lateAndDead.eventType(0));
        List.of(create, createAndDie, move, slots).forEach(HeldCall::release);
        crash.victim().thaw();

        undoing.awaitCall(new CompletableFuture<>());
        awaitUndone(late);
        await("the segment has moved after all").atMost(PATIENCE).until(() -> crash.calcom.bookings().stream()
                .anyMatch(b -> firstUid.equals(b.fromUid)));
        await("the moved segment is back").atMost(PATIENCE).untilAsserted(() -> assertThat(whole(toMove))
                .isEmpty());
        crash.killVictim();
        undoing.lose();
        crash.restartVictim();
        awaitUndone(lateAndDead);
        await("all sagas ended").atMost(PATIENCE).untilAsserted(() -> assertThat(crash.books.wrongs())
                .isEmpty());
        assertThat(crash.books.start(toMove.id())).isEqualTo(lateMove.start());
        assertThat(crash.books.bookingsOf("slept-twice@example.com")).containsExactly(second.id());
        assertThat(whole(second)).isEmpty();
    }

    @Test
    @DisplayName("is not even needed: a booking that somebody moved in Cal.com is cancelled where it is now")
    void movedByOthers() {
        var appointment = crash.next(COLOUR);
        var booked = placed(appointment, "moved-by-others@example.com");
        var stranger = new DirectCalcomUser(crash.calcom);
        var once = stranger.moves(uid(booked), appointment.start().plus(Duration.ofHours(3)));
        stranger.moves(once, appointment.start().plus(Duration.ofHours(4)));

        var answer = crash.atSurvivor().cancel(booked.id(), null).join();

        assertThat(answer.body().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(whole(booked)).isEmpty();
    }

    @Test
    @DisplayName(
            "in the middle of changing a person or a length or of dropping a part: it stays as it was before the decision, and is done after it; a repeat finds it done, or does it once")
    void changed() {
        var victim = crash.atVictim();
        var lost = crash.next(COLOUR);
        var unheard = crash.next(COLOUR);
        var decided = crash.next(COLOUR);
        var toLose = placed(lost, "staff-lost@example.com");
        var toMiss = placed(unheard, "staff-unheard@example.com");
        var toFinish = placed(decided, "staff-decided@example.com");
        var calls = List.of(
                hold(
                        HeldCall.create(crash.calcom, 212, true),
                        victim.toStaff(toLose.id(), lost.start(), "style", "ben", "staff-lost")),
                hold(
                        HeldCall.create(crash.calcom, 212, false),
                        victim.toStaff(toMiss.id(), unheard.start(), "style", "ben", "staff-unheard")),
                hold(
                        HeldCall.cancel(
                                crash.calcom,
                                crash.books.segments(toFinish.id()).get(1).uid(),
                                true),
                        victim.toStaff(toFinish.id(), decided.start(), "style", "ben", "staff-decided")));

        var lengths = ChangedLengths.at(victim);
        var drops = KilledDrops.at(crash, email -> placed(crash.next("balayage"), email));

        crash.killVictim();
        calls.forEach(HeldCall::lose);
        lengths.calls().forEach(HeldCall::lose);
        drops.fall();
        crash.restartVictim();

        await("all sagas ended").atMost(PATIENCE).untilAsserted(() -> assertThat(crash.books.wrongs())
                .isEmpty());
        drops.requireDecided();
        lengths.requireWhole();
        for (var answer : List.of(toLose, toMiss, toFinish)) {
            assertThat(whole(answer)).isEmpty();
        }
        assertThat(crash.books.segments(toLose.id()).get(1).staff()).isEqualTo("anna");
        assertThat(crash.books.segments(toMiss.id()).get(1).staff()).isEqualTo("anna");
        assertThat(crash.books.segments(toFinish.id()).get(1).staff()).isEqualTo("ben");

        var restarted = crash.atVictim();
        drops.requireOneAnswerEach(restarted, request -> repeat(200, request));
        lengths.requireOneAnswerEach(restarted);
        repeated(toLose, () -> restarted.toStaff(toLose.id(), lost.start(), "style", "ben", "staff-lost"));
        repeated(toMiss, () -> restarted.toStaff(toMiss.id(), unheard.start(), "style", "ben", "staff-unheard"));
        repeated(toFinish, () -> restarted.toStaff(toFinish.id(), decided.start(), "style", "ben", "staff-decided"));
    }

    /** It is moved or changed once, whether before the kill or now. */
    private static Answer repeated(Answer booked, Supplier<CompletableFuture<Answer>> request) {
        var again = repeat(200, request);
        assertThat(whole(booked)).isEmpty();
        assertThat(again.id()).isEqualTo(booked.id());
        assertThat(crash.eventsAbout(booked.id())).as(again.toString()).hasSize(2);
        return again;
    }

    /** Longer by the same person: the old bookings of two wait elsewhere for a new one that was lost, of one for their end. */
    private record ChangedLengths(Answer lost, Answer unheard, Answer decided, List<HeldCall> calls) {

        private static final String SERVICE = "balayage";
        private static final long USUAL = 701;
        private static final long LONGER = 702;

        static ChangedLengths at(Customer victim) {
            var lost = placed(crash.next(SERVICE), "length-lost@example.com");
            var unheard = placed(crash.next(SERVICE), "length-unheard@example.com");
            var decided = placed(crash.next(SERVICE), "length-decided@example.com");
            return new ChangedLengths(
                    lost,
                    unheard,
                    decided,
                    List.of(
                            hold(
                                    HeldCall.create(crash.calcom, LONGER, true),
                                    victim.toLength(lost.id(), "paint", 90, "length-lost")),
                            hold(
                                    HeldCall.create(crash.calcom, LONGER, false),
                                    victim.toLength(unheard.id(), "paint", 90, "length-unheard")),
                            hold(
                                    HeldCall.cancelOf(crash.calcom, USUAL),
                                    victim.toLength(decided.id(), "paint", 90, "length-decided"))));
        }

        void requireWhole() {
            for (var answer : List.of(lost, unheard, decided)) {
                assertThat(whole(answer)).isEmpty();
                var paint = crash.books.segments(answer.id()).get(0);
                assertThat(paint.start()).isEqualTo(crash.books.start(answer.id()));
                assertThat(Duration.between(paint.start(), paint.end()).toMinutes())
                        .isEqualTo(answer == decided ? 90 : 60);
            }
        }

        void requireOneAnswerEach(Customer at) {
            repeated(lost, () -> at.toLength(lost.id(), "paint", 90, "length-lost"));
            repeated(unheard, () -> at.toLength(unheard.id(), "paint", 90, "length-unheard"));
            repeated(decided, () -> at.toLength(decided.id(), "paint", 90, "length-decided"));
            for (var answer : List.of(lost, unheard, decided)) {
                var paint = crash.books.segments(answer.id()).get(0);
                assertThat(Duration.between(paint.start(), paint.end()).toMinutes())
                        .isEqualTo(90);
            }
        }
    }

    @Test
    @DisplayName(
            "while it cancels a booking whose deposit was missed, and stores absences: another cancels it, once; what ends while it is down is cancelled then; each absence is there with its effects or not at all, and once after a repeat")
    void deposits() {
        crash.atVictim();
        var missed = placed(crash.next(DEPOSIT), "deposit-missed@example.com");
        var later = placed(crash.next(DEPOSIT), "deposit-later@example.com");
        var awaited = placed(crash.next(DEPOSIT), "deposit-awaited@example.com");
        var call = HeldCall.cancel(crash.calcom, uid(missed), false);
        endDeposit(missed);
        hold(call, new CompletableFuture<>());
        var absences = KilledAbsences.at(crash, appointment -> held(crash.atVictim(), appointment, 600));

        crash.killVictim();
        endDeposit(later);
        call.lose();
        absences.fall();
        crash.restartVictim();

        for (var gone : List.of(missed, later)) {
            await("it is cancelled").atMost(PATIENCE).until(() -> crash.jdbc
                    .sql("select status from booking where id = :id")
                    .param("id", gone.id())
                    .query(String.class)
                    .single()
                    .equals("CANCELLED"));
            assertThat(whole(gone)).isEmpty();
            assertThat(crash.jdbc
                            .sql("select type from event where subject = :id order by seq")
                            .param("id", gone.id().toString())
                            .query(String.class)
                            .list())
                    .containsExactly(
                            "booking.created",
                            "booking.deposit_awaited",
                            "booking.deposit_missed",
                            "booking.cancelled");
        }
        assertThat(whole(awaited)).isEmpty();
        assertThat(crash.books.status(awaited.id())).isEqualTo("BOOKED");
        absences.requireOneEach(crash.atVictim(), request -> repeat(201, request));
    }

    private static void endDeposit(Answer booked) {
        crash.jdbc
                .sql("update booking set deposit_until = clock_timestamp() where id = :id")
                .param("id", booked.id())
                .update();
    }

    private static Answer placed(Appointment appointment, String email) {
        var answer = crash.atSurvivor().place(appointment, email, null).join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    /** Offers that a killed node held: one that lasts, one that ends soon, and one whose booking was lost on its way back. */
    private record HeldOffers(
            Appointment lasting, UUID toLast, Appointment brief, UUID toEnd, UUID toBook, HeldCall unheard) {

        static HeldOffers at(Customer victim) {
            var lasting = crash.next(COLOUR);
            var brief = crash.next(COLOUR);
            var booked = crash.next(COLOUR);
            var toLast = held(victim, lasting, 600);
            var toEnd = held(victim, brief, 1);
            var toBook = held(victim, booked, 600);
            var create = HeldCall.create(crash.calcom, booked.eventType(1), false);
            hold(create, victim.bookHold(toBook, "hold-unheard@example.com", "key-of-hold"));
            return new HeldOffers(lasting, toLast, brief, toEnd, toBook, create);
        }

        void requireKept(List<Customer> nodes) {
            for (var node : nodes) {
                assertThat(status(node, toLast)).isEqualTo("HELD");
                assertThat(node.place(lasting, "hold-other@example.com", null).join())
                        .satisfies(answer -> assertThat(answer.code()).isEqualTo("SLOT_UNAVAILABLE"))
                        .satisfies(answer -> assertThat(
                                        answer.body().path("detail").asText())
                                .contains("held for another customer until"));
                await("the brief one has ended").atMost(PATIENCE).until(() -> status(node, toEnd)
                        .equals("EXPIRED"));
            }
            assertThat(whole(placed(brief, "hold-after@example.com"))).isEmpty();
            var again = repeat(201, () -> nodes.get(1).bookHold(toBook, "hold-unheard@example.com", "key-of-hold"));
            assertThat(whole(again)).isEmpty();
            assertThat(crash.books.bookingsOf("hold-unheard@example.com")).containsExactly(again.id());
            var taken = nodes.get(0)
                    .bookHold(toLast, "hold-taken@example.com", null)
                    .join();
            assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
            assertThat(whole(taken)).isEmpty();
            await("a node announces the ends").atMost(PATIENCE).untilAsserted(() -> assertThat(crash.jdbc
                            .sql("select type from event where subject in (:holds)")
                            .param("holds", List.of(toLast.toString(), toEnd.toString(), toBook.toString()))
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(
                            "hold.placed", "hold.ended", "hold.placed", "hold.ended", "hold.placed", "hold.ended"));
        }
    }

    private static UUID held(Customer at, Appointment appointment, int seconds) {
        var answer = at.hold(appointment, seconds, null).join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.id();
    }

    private static String status(Customer at, UUID hold) {
        return at.readHold(hold).join().body().path("status").asText();
    }

    private static String uid(Answer booked) {
        return crash.books.segments(booked.id()).get(0).uid();
    }

    private static List<String> whole(Answer booked) {
        return crash.books.wrongsOf(booked.id());
    }

    private static HeldCall hold(HeldCall call, CompletableFuture<Answer> answer) {
        return call.awaitCall(answer);
    }

    /** Asks until the answer is the last word; until then it must say that there is none yet. */
    private static Answer repeat(int last, Supplier<CompletableFuture<Answer>> request) {
        var answer = new AtomicReference<Answer>();
        await("a repeat that is answered " + last)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    answer.set(request.get().join());
                    assertThat(answer.get().status()).as(answer.toString()).isIn(last, 409, 503);
                    assertThat(answer.get().status()).as(answer.toString()).isEqualTo(last);
                });
        return answer.get();
    }

    private static void awaitStatus(String email, String status) {
        await(email + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> crash.books.status(crash.books.bookingOf(email)).equals(status));
    }

    private static void awaitUndone(Appointment appointment) {
        await("its first segment was booked in Cal.com, and is not any more")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    var its = crash.calcom.bookings().stream()
                            .filter(b ->
                                    b.eventTypeId == appointment.eventType(0) && b.start.equals(appointment.start()))
                            .toList();
                    return !its.isEmpty() && its.stream().noneMatch(b -> b.status.isOpen());
                });
    }
}
