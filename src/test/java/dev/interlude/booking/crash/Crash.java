package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place for crashes: one Cal.com, one database, a node that survives and one that is killed again and again. A start is dear:
 * many stories are brought to their instants on the same victim and share one SIGKILL; each has days of its own.
 */
final class Crash implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("INTERLUDE_SAGA_LEASE", "3s"),
            Map.entry("INTERLUDE_SAGA_RECOVERY_INTERVAL", "250"),
            Map.entry("INTERLUDE_SAGA_BACK_OFF", "250ms"),
            Map.entry("INTERLUDE_SAGA_BACK_OFF_MAX", "1s"),
            Map.entry("INTERLUDE_SAGA_ATTEMPTS", "100"),
            Map.entry("INTERLUDE_BULK_LEASE", "3s"),
            Map.entry("INTERLUDE_BULK_RENEW_EVERY", "1000"),
            Map.entry("INTERLUDE_IDEMPOTENCY_LEASE", "2s"),
            Map.entry("INTERLUDE_ANSWER_LIMIT", "90000"),
            Map.entry("INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "500"),
            Map.entry("INTERLUDE_CALCOM_RESPONSE_TIMEOUT", "90000"),
            Map.entry("INTERLUDE_DATABASE_CONNECTIONS", "30"),
            Map.entry("INTERLUDE_HOLDS_SHORTEST", "1s"));

    final Sandbox calcom;
    final DataSource database;
    final JdbcClient jdbc;
    final AgreementReport books;
    final Catalog catalog = CatalogFile.read(Path.of("config/catalog.yaml"));

    private final String name;
    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private final ServerProcess survivor;
    private ServerProcess victim;
    private LocalDate day = LocalDate.now(BERLIN).plusDays(7);
    private int kills;

    /** @param longestCall a call may go on this long unseen; late calls must be prepared and killed within it */
    Crash(String name, String longestCall) {
        this.name = name;
        settings.put("INTERLUDE_CALCOM_LONGEST_CALL", longestCall);
        settings.put("CALCOM_CALLS", "1000000");
        calcom = Sandbox.start(SandboxSettings.of(catalog));
        database = TestDatabase.another(name);
        jdbc = JdbcClient.create(database);
        books = new AgreementReport(calcom, jdbc);
        survivor = start("survivor");
        victim = start("victim");
        survivor.awaitReady();
    }

    int kills() {
        return kills;
    }

    Customer atSurvivor() {
        return new Customer(survivor.url());
    }

    /** After a kill, a new process of the same name. */
    Customer atVictim() {
        if (!victim.isAlive()) {
            restartVictim();
        }
        victim.awaitReady();
        return new Customer(victim.url());
    }

    ServerProcess survivor() {
        return survivor;
    }

    ServerProcess victim() {
        return victim;
    }

    /** One SIGKILL for all of them. */
    void kill(UnderWay... all) {
        victim.kill();
        kills++;
        List.of(all).forEach(UnderWay::fall);
    }

    /** A new process of the same name, which boots by itself. */
    void restartVictim() {
        victim.close();
        victim = start("victim");
    }

    /** Booked at the survivor. */
    Answer placed(Appointment appointment, String email) {
        var answer = atSurvivor().place(appointment, email, null).join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    /** An offer that is held at a node. */
    UUID held(Customer at, Appointment appointment, int seconds) {
        var answer = at.hold(appointment, seconds, null).join();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.id();
    }

    /** In Cal.com, of its first segment. */
    String uid(Answer booked) {
        return books.segments(booked.id()).get(0).uid();
    }

    void requireWhole(Answer booked) {
        assertThat(books.wrongsOf(booked.id())).as(booked.toString()).isEmpty();
    }

    void awaitAllSagasEnded() {
        await("all sagas ended").atMost(PATIENCE).untilAsserted(() -> assertThat(books.wrongs())
                .isEmpty());
    }

    /** What Cal.com has of a customer, whatever has become of it and whichever of our bookings it belongs to. */
    List<Booking> atCalcomOf(String email) {
        return calcom.bookings().stream()
                .filter(b -> b.attendees.stream().anyMatch(a -> email.equals(a.email())))
                .toList();
    }

    /** The types of all events about a booking, an absence or an entry, in order. */
    List<String> eventsAbout(UUID subject) {
        return jdbc.sql("select type from event where subject = :id order by seq")
                .param("id", subject.toString())
                .query(String.class)
                .list();
    }

    void awaitRest(UUID booking) {
        await("a booking at rest")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> books.atRest(booking));
    }

    Appointment next(String service) {
        return new Appointment(catalog.service(service).orElseThrow(), "anna", nextDay());
    }

    /** Ten o'clock on a working day that nobody has had. */
    Instant nextDay() {
        do {
            day = day.plusDays(1);
        } while (day.getDayOfWeek() == DayOfWeek.SUNDAY);
        return day.atTime(LocalTime.of(10, 0)).atZone(BERLIN).toInstant();
    }

    @Override
    public void close() {
        victim.close();
        survivor.close();
        calcom.close();
    }

    private ServerProcess start(String node) {
        var more = new HashMap<>(settings);
        // What is freed is offered by the victim, unless it is dead.
        more.put("INTERLUDE_WAITLIST_LOOK_EVERY", node.equals("victim") ? "20" : "1500");
        if (node.equals("survivor")) {
            // What is to be killed must be at work.
            more.put("INTERLUDE_DEPOSITS_EXPIRE_EVERY", "86400000");
        }
        return ServerProcess.start(name + "-" + node, TestDatabase.url(name), calcom.baseUrl(), more);
    }
}
