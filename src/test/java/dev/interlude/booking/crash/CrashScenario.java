package dev.interlude.booking.crash;

import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.booking.crash.Scenario.Operation;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.model.Booking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One scenario on one day of its own: brought to its instant, left there while the server is killed, judged afterwards. */
final class CrashScenario {

    private static final Duration BY = Duration.ofHours(4);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Scenario scenario;
    private final Appointment appointment;
    private final Sandbox calcom;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final AgreementReport books;
    private final DirectCalcomUser stranger;
    private final String email;

    private CompletableFuture<Answer> answer;
    private UUID booking;
    private HeldCall call;
    private RowLock lock;
    private String strangersUid;
    private String calledUid;

    CrashScenario(Scenario scenario, Appointment appointment, Sandbox calcom, DataSource database) {
        this.scenario = scenario;
        this.appointment = appointment;
        this.calcom = calcom;
        this.database = database;
        jdbc = JdbcClient.create(database);
        books = new AgreementReport(calcom, jdbc);
        stranger = new DirectCalcomUser(calcom);
        email = scenario.id() + "@example.com";
    }

    Scenario scenario() {
        return scenario;
    }

    /** Brings the victim to the instant; the survivor does what must be there before. */
    void approach(Customer victim, Customer survivor) {
        switch (scenario.operation()) {
            case PLACE -> place(victim);
            case COMPENSATE -> compensate(victim);
            case CANCEL -> cancel(victim, survivor);
            case MOVE -> move(victim, survivor);
            case MOVE_BACK -> moveBack(victim, survivor);
        }
        call.awaitCall(answer);
        if (!scenario.moment().beforeWork() && scenario.moment() != KillPoint.UNHEARD) {
            lock = lock();
            call.release();
            lock.awaitWaiter();
        }
    }

    /** The server is dead: what becomes of its call, of its statement? */
    void fall() {
        switch (scenario.moment()) {
            case LOST, UNHEARD -> call.lose();
            case UNWRITTEN, UNMARKED, UNSETTLED -> lock.drop();
            case WRITTEN -> lock.close();
            case LATE -> {}
        }
    }

    /** The lost call gets through after recovery has looked for it in vain, or has done it itself. */
    void arriveLate() {
        if (scenario.moment() == KillPoint.LATE) {
            await("recovery's first look for " + scenario)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(this::lookedFor);
            var mustBeFound = scenario.operation() == Operation.PLACE || scenario.operation() == Operation.MOVE;
            if (mustBeFound && books.atRest(booking)) {
                throw new IllegalStateException(
                        scenario + ": the test was too slow, all was over before the late call");
            }
            call.release();
        }
    }

    void awaitRest() {
        await(scenario + " at rest")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> books.atRest(booking));
    }

    /** What is wrong; empty: all is well. AgreementReport the freed time, or tries to, so it can be asked once. */
    List<String> wrongs(Customer survivor) {
        var wrongs = new ArrayList<>(books.wrongsOf(booking));
        if (!answer.isCompletedExceptionally()) {
            wrongs.add("the caller was answered: the kill came too late");
        }
        if (!books.status(booking).equals(expectedStatus())) {
            wrongs.add("it is " + books.status(booking) + " and should be " + expectedStatus());
        }
        if (!books.start(booking).equals(appointment.start())) {
            wrongs.add("it has moved to " + books.start(booking));
        }
        if (scenario.operation() == Operation.PLACE && everMade() != (scenario.moment() == KillPoint.LOST ? 0 : 1)) {
            wrongs.add("its segment was made " + everMade() + " times in Cal.com");
        }
        if (strangersUid != null) {
            stranger.cancels(strangersUid);
        }
        if (scenario.isAdopted()) {
            wrongs.addAll(wrongsOfAdoption(survivor));
            return wrongs;
        }
        var next = survivor.place(freed(), "next-" + email, null).join();
        if (next.status() != 201) {
            wrongs.add("its time is not free afterwards: " + next.body());
        } else {
            books.wrongsOf(next.id()).forEach(wrong -> wrongs.add("the next customer: " + wrong));
        }
        return wrongs;
    }

    private List<String> wrongsOfAdoption(Customer survivor) {
        var wrongs = new ArrayList<String>();
        for (var segment : books.segments(booking)) {
            var made = calcom.bookings().stream()
                    .filter(b -> b.metadata
                            .path("interludeSegment")
                            .asText()
                            .equals(segment.id().toString()))
                    .toList();
            if (made.size() != 1 || !made.get(0).status.isOpen()) {
                wrongs.add("segment " + segment.position() + " was made " + made.size()
                        + " times in Cal.com, or cancelled");
            }
        }
        var next = survivor.place(appointment, "next-" + email, null).join();
        if (next.status() != 409) {
            wrongs.add("its time was given to another: " + next.body());
        }
        return wrongs;
    }

    private void place(Customer victim) {
        call = HeldCall.create(
                calcom,
                appointment.eventType(scenario.segment()),
                scenario.moment().beforeWork());
        answer = victim.place(appointment, email, null);
        call.awaitCall(answer);
        booking = books.bookingOf(email);
        books.awaitOthersMade(booking, appointment.eventType(scenario.segment()));
    }

    private void compensate(Customer victim) {
        var refused = scenario.segment() == appointment.size() - 1 ? 0 : appointment.size() - 1;
        strangersUid = stranger.books(appointment.eventType(refused), appointment.start(refused));
        var refusal = HeldCall.create(calcom, appointment.eventType(refused), true);
        answer = victim.place(appointment, email, null);
        refusal.awaitCall(answer);
        booking = books.bookingOf(email);
        books.awaitOthersMade(booking, appointment.eventType(refused));
        calledUid = made().findFirst().orElseThrow().uid;
        call = HeldCall.cancel(calcom, calledUid, scenario.moment().beforeWork());
        refusal.release();
    }

    private void cancel(Customer victim, Customer survivor) {
        bookFirst(survivor);
        calledUid = segment().uid();
        call = HeldCall.cancel(calcom, calledUid, scenario.moment().beforeWork());
        answer = victim.cancel(booking, null);
    }

    private void move(Customer victim, Customer survivor) {
        bookFirst(survivor);
        calledUid = segment().uid();
        call = HeldCall.move(calcom, calledUid, scenario.moment().beforeWork());
        answer = victim.move(booking, goal().start(), null);
    }

    private void moveBack(Customer victim, Customer survivor) {
        bookFirst(survivor);
        var last = appointment.size() - 1;
        var refusal = HeldCall.move(calcom, books.segments(booking).get(last).uid(), true);
        answer = victim.move(booking, goal().start(), null);
        refusal.awaitCall(answer);
        strangersUid = stranger.books(appointment.eventType(last), goal().start(last));
        calledUid = jdbc.sql("select to_uid from segment_move where segment = :segment")
                .param("segment", segment().id())
                .query(String.class)
                .single();
        call = HeldCall.move(calcom, calledUid, scenario.moment().beforeWork());
        refusal.release();
    }

    private void bookFirst(Customer survivor) {
        var booked = survivor.place(appointment, email, null).join();
        if (booked.status() != 201) {
            throw new IllegalStateException("nothing to begin with: " + booked);
        }
        booking = booked.id();
    }

    private RowLock lock() {
        return switch (scenario.moment()) {
            case UNMARKED ->
                new RowLock(
                        database,
                        "saga_step",
                        """
                        saga = (select saga from booking where id = '%s') and options ->> '%s' = cast(:id as text)
                        """
                                .formatted(
                                        booking, scenario.operation() == Operation.MOVE_BACK ? "moveId" : "segmentId"),
                        scenario.operation() == Operation.MOVE_BACK
                                ? move()
                                : segment().id());
            case UNSETTLED ->
                scenario.operation().undoes()
                        ? new RowLock(database, "saga", "id = :id", books.saga(booking))
                        : new RowLock(database, "booking", "id = :id", booking);
            default ->
                switch (scenario.operation()) {
                    case MOVE, MOVE_BACK -> new RowLock(database, "segment_move", "id = :id", move());
                    default ->
                        new RowLock(database, "segment", "id = :id", segment().id());
                };
        };
    }

    private boolean lookedFor() {
        return switch (scenario.operation()) {
            case PLACE ->
                requests(
                        "afterStart=" + appointment.start(scenario.segment()),
                        "/v2/bookings?eventTypeId=" + appointment.eventType(scenario.segment()));
            case MOVE -> requests("/v2/bookings/" + calledUid, "");
            default -> !at(calledUid).status.isOpen();
        };
    }

    private boolean requests(String part, String beginning) {
        return calcom.requests().stream()
                .anyMatch(r -> r.method().equals("GET")
                        && r.target().startsWith(beginning)
                        && r.target().contains(part)
                        && Integer.valueOf(200).equals(r.status()));
    }

    /** How often the segment of the call was booked in Cal.com, whatever became of it. */
    private long everMade() {
        return made().count();
    }

    /** What Cal.com has, or had, of the segment of the call. */
    private Stream<Booking> made() {
        var key = segment().id().toString();
        return calcom.bookings().stream()
                .filter(b -> b.metadata.path("interludeSegment").asText().equals(key));
    }

    private Booking at(String uid) {
        return calcom.bookings().stream()
                .filter(b -> b.uid.equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private AgreementReport.Segment segment() {
        return books.segments(booking).get(scenario.segment());
    }

    private UUID move() {
        return jdbc.sql("select id from segment_move where segment = :segment")
                .param("segment", segment().id())
                .query(UUID.class)
                .single();
    }

    private String expectedStatus() {
        return switch (scenario.operation()) {
            case PLACE -> scenario.isAdopted() ? "BOOKED" : "COMPENSATED";
            case COMPENSATE -> "COMPENSATED";
            case CANCEL -> "CANCELLED";
            case MOVE, MOVE_BACK -> "BOOKED";
        };
    }

    private Appointment goal() {
        return appointment.at(appointment.start().plus(BY));
    }

    /** What must be free when all is over. */
    private Appointment freed() {
        return switch (scenario.operation()) {
            case PLACE, COMPENSATE, CANCEL -> appointment;
            case MOVE, MOVE_BACK -> goal();
        };
    }
}
