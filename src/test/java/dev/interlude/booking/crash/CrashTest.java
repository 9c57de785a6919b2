package dev.interlude.booking.crash;

import static dev.interlude.booking.crash.Scenario.Operation.CANCEL;
import static dev.interlude.booking.crash.Scenario.Operation.COMPENSATE;
import static dev.interlude.booking.crash.Scenario.Operation.MOVE;
import static dev.interlude.booking.crash.Scenario.Operation.MOVE_BACK;
import static dev.interlude.booking.crash.Scenario.Operation.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A part of the matrix ({@link CrashMatrixTest}), and what needs a story of its own. In any order the same is found; in this one the
 * kill after which nobody needs the victim comes last, which saves a start.
 */
@Tag("error-handling")
@DisplayName("A real server that is killed")
@Timeout(180)
@TestMethodOrder(OrderAnnotation.class)
class CrashTest {

    private static final String COLOUR = "colour-and-style";
    private static final String FULL = "full-treatment";

    private static Crash crash;

    @BeforeAll
    static void start() {
        crash = new Crash("crash_test", "10s");
    }

    @AfterAll
    static void stop() {
        System.out.printf("%d kills%n", crash.kills());
        crash.close();
    }

    @Test
    @Order(1)
    @DisplayName("is not even needed: a booking that somebody moved in Cal.com is cancelled where it is now")
    void movedByOthers() {
        var appointment = crash.next(COLOUR);
        var booked = crash.placed(appointment, "moved-by-others@example.com");
        var stranger = new DirectCalcomUser(crash.calcom);
        var once = stranger.moves(crash.uid(booked), appointment.start().plus(Duration.ofHours(3)));
        stranger.moves(once, appointment.start().plus(Duration.ofHours(4)));

        var answer = crash.atSurvivor().cancel(booked.id(), null).join();

        assertThat(answer.body().path("status").asText()).isEqualTo("CANCELLED");
        crash.requireWhole(booked);
    }

    @TestFactory
    @Order(2)
    @DisplayName("but had only slept at first, and is killed later:")
    List<DynamicTest> slept() {
        var placing = SleptPlacing.at(crash);
        var calls = SleptCalls.at(crash);
        crash.victim().freeze();
        calls.awaitDecided();
        placing.awaitFinished();
        calls.release();
        crash.victim().thaw();
        placing.awaitAnswer();
        calls.awaitUndone();
        var deposits = KilledDeposits.at(crash);
        var absences = KilledAbsences.at(crash);

        crash.kill(calls, deposits, absences);
        crash.restartVictim();

        return List.of(
                dynamicTest(
                        "what another had finished stays finished: awake again it changed nothing and answered with the appointment",
                        placing::requireUnchanged),
                dynamicTest(
                        "what Cal.com did for it after all was over is undone, even if it dies then",
                        calls::requireAllUndone),
                dynamicTest(
                        "a booking whose deposit was missed is cancelled by another, once; what ends while it is down is cancelled then",
                        deposits::requireCancelled),
                dynamicTest(
                        "an absence is there with its effects or not at all, and once after a repeat",
                        () -> absences.requireOneEach(crash.atVictim())));
    }

    @TestFactory
    @Order(3)
    @Tag("sync")
    @DisplayName("is asked again with the same keys after its restart:")
    List<DynamicTest> repeated() {
        var cascade = KilledCascade.at(crash);
        var changes = KilledChanges.at(crash);
        var drops = KilledDrops.at(crash);
        var rebookings = KilledRebookings.at(crash);
        var series = KilledSeries.at(crash);
        var visits = KilledVisits.at(crash);
        var holds = KilledHolds.at(crash);
        var requests = KilledRequests.at(crash);
        var offer = KilledOffer.at(crash);
        var deliveries = KilledDeliveries.at(crash);
        // The last: it goes on, and must not be over.
        var bulk = KilledBulk.at(crash);

        crash.kill(bulk, cascade, series, changes, drops, rebookings, visits, holds, requests, offer, deliveries);
        crash.restartVictim();
        var restarted = crash.atVictim();

        return List.of(
                dynamicTest("each request has one effect and one answer", () -> requests.requireOneEach(restarted)),
                dynamicTest(
                        "so has each request of a visit and of what needs resources",
                        () -> visits.requireOneEach(restarted)),
                dynamicTest(
                        "one for another time than was asked for leaves one booking at most, whatever Cal.com had done",
                        () -> rebookings.requireOneEach(restarted)),
                dynamicTest(
                        "what it held is held, at each node", () -> holds.requireKept(crash.atSurvivor(), restarted)),
                dynamicTest("what was freed is offered once", () -> crash.requireWhole(offer.accepted(crash))),
                dynamicTest(
                        "a booking waits at another node until the first attempt is decided, and is booked: one call, one answer",
                        series::requireBooked),
                dynamicTest("so does a series that is booked as a whole", series::requireSeriesBooked),
                dynamicTest(
                        "a series gets its answer as it was booked when all of it stands at Cal.com: nothing is cancelled or made anew",
                        series::requireStandingSeriesKept),
                dynamicTest(
                        "a change of a person or a length, or a dropped part: as it was before the decision, done after it; a repeat finds it done, or does it once",
                        () -> {
                            crash.awaitAllSagasEnded();
                            drops.requireDecided();
                            changes.requireDecided();
                            drops.requireOneAnswerEach(restarted);
                            changes.requireOneAnswerEach(restarted);
                        }),
                dynamicTest(
                        "each delivery of a stream that was answered has its effect exactly once",
                        deliveries::requireOneEffectEach),
                dynamicTest(
                        "of two series and a cascade under way another finishes the one, undoes the other and cancels the rest, unasked; repeats double nothing",
                        () -> cascade.requireFinished(crash.atSurvivor())),
                dynamicTest(
                        "a bulk another finishes, unasked; each item is booked once, and a repeat tells what came of all",
                        () -> bulk.requireFinished(crash.atSurvivor())));
    }

    @TestFactory
    @Order(4)
    @DisplayName("leaves to another node:")
    List<DynamicTest> adopted() {
        var placings = KilledPlacings.at(crash);
        var scenarios = KilledScenarios.at(
                crash,
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
                        new Scenario(MOVE_BACK, COLOUR, 0, KillPoint.WRITTEN)));

        crash.kill(placings, scenarios);
        scenarios.awaitRest();

        return List.of(
                dynamicTest(
                        "fourteen bookings half done: it makes each of them whole or gone",
                        () -> assertThat(scenarios.wrongs()).isEmpty()),
                dynamicTest(
                        "one of which all is booked: finished, and the repeat with the same key gets that appointment",
                        placings::requireUnsettledFinished),
                dynamicTest(
                        "one of which an answer of Cal.com was lost: finished, the segment is found by our key",
                        placings::requireUnheardFound),
                dynamicTest("one of which a segment was refused: undone", placings::requireRefusedUndone),
                dynamicTest(
                        "one of which Cal.com booked a segment with another length than planned: undone",
                        placings::requireOtherLengthUndone));
    }
}
