package dev.interlude.booking.crash;

import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place for crashes: one Cal.com, one database, a node that survives and one that is killed again and again. Many
 * scenarios are brought to their instants on the same victim and share one SIGKILL; each has a day of its own.
 */
final class Crash implements AutoCloseable {

    /** Who takes up what the victim leaves. */
    enum Heir {
        /** The other node, when the victim's leases have run out. */
        SURVIVOR,
        /** The victim's next process; the other node is frozen meanwhile. */
        RESTARTED
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("INTERLUDE_SAGA_LEASE", "3s"),
            Map.entry("INTERLUDE_SAGA_RECOVERY_INTERVAL", "250"),
            Map.entry("INTERLUDE_SAGA_BACK_OFF", "250ms"),
            Map.entry("INTERLUDE_SAGA_BACK_OFF_MAX", "1s"),
            Map.entry("INTERLUDE_SAGA_ATTEMPTS", "100"),
            Map.entry("INTERLUDE_IDEMPOTENCY_LEASE", "2s"),
            Map.entry("INTERLUDE_ANSWER_LIMIT", "60000"),
            Map.entry("INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "500"),
            Map.entry("INTERLUDE_CALCOM_RESPONSE_TIMEOUT", "60000"),
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
    private int scenarios;

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

    int scenarios() {
        return scenarios;
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

    ServerProcess victim() {
        return victim;
    }

    /** SIGKILL, and a new process of the same name that boots by itself. */
    void killVictim() {
        victim.kill();
        kills++;
    }

    void restartVictim() {
        victim.close();
        victim = start("victim");
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

    /**
     * One SIGKILL for all of the scenarios.
     *
     * @param told of each scenario when it has been judged, with what is wrong
     * @return the broken ones, with their reasons
     */
    List<String> kill(List<Scenario> several, Heir heir, Consumer<String> told) {
        var brinks = new ArrayList<CrashScenario>();
        var at = atVictim();
        calcom.forgetRequests();
        // Late calls come last: from their plan to their end not much time may pass.
        several.stream().sorted((a, b) -> Boolean.compare(isLate(a), isLate(b))).forEach(scenario -> {
            var brink = new CrashScenario(scenario, next(scenario.service()), calcom, database);
            brink.approach(at, atSurvivor());
            brinks.add(brink);
        });
        if (heir == Heir.RESTARTED) {
            survivor.freeze();
        }
        try {
            killVictim();
            brinks.forEach(CrashScenario::fall);
            restartVictim();
            brinks.forEach(CrashScenario::arriveLate);
            brinks.forEach(CrashScenario::awaitRest);
        } finally {
            if (heir == Heir.RESTARTED) {
                survivor.thaw();
            }
        }
        scenarios += brinks.size();
        var broken = new ArrayList<String>();
        for (var brink : brinks) {
            var wrongs = brink.wrongs(atSurvivor());
            told.accept(brink.scenario() + ": " + (wrongs.isEmpty() ? "right" : "BROKEN " + wrongs));
            wrongs.forEach(wrong -> broken.add(brink.scenario() + ": " + wrong));
        }
        books.wrongs().forEach(wrong -> broken.add("over all: " + wrong));
        return broken;
    }

    @Override
    public void close() {
        victim.close();
        survivor.close();
        calcom.close();
    }

    private static boolean isLate(Scenario scenario) {
        return scenario.moment() == KillPoint.LATE;
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
