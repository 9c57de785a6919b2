package dev.interlude.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.cli.Shell.Said;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.AcceptanceTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("By command one can")
class CommandsTest extends AcceptanceTest {

    @Autowired
    Environment settings;

    @Autowired
    JdbcClient database;

    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell()
                .with("INTERLUDE_PORT", settings.getRequiredProperty("local.server.port"))
                .with("INTERLUDE_MANAGEMENT_PORT", settings.getRequiredProperty("local.management.port"));
    }

    @Test
    @DisplayName("see the services and what is free")
    void offers() {
        assertThat(good("services").out()).contains("colour-and-style", "45", "30 to 45", "anna, ben");
        assertThat(good("services", "--json").json().path("services")).hasSizeGreaterThan(3);

        var offers = good(
                "offers",
                "colour-and-style",
                "--from",
                day.date().toString(),
                "--to",
                day.date().plusDays(1).toString(),
                "--limit",
                "3");
        assertThat(offers.out().lines()).hasSize(4);
        assertThat(offers.out()).contains("09:00 colour with anna");
        assertThat(good("offers", "haircut", "--from", day.date().toString(), "--limit", "2", "--json")
                        .json()
                        .path("offers"))
                .hasSize(2);

        var none = shell.type("offers", "haircut", "--from", day.date().toString(), "--staff", "finn");
        assertThat(none.code()).isEqualTo(1);
    }

    @Test
    @DisplayName("book, show, move and cancel an appointment")
    void booking() {
        var key = UUID.randomUUID().toString();
        var booked = book(key);
        var id = booked.json().path("id").asText();

        assertThat(calcom.liveOn(day)).hasSize(1);
        assertThat(book(key).json().path("id").asText()).as("the same key").isEqualTo(id);
        assertThat(good("show", id).out()).contains(id + "  BOOKED", "service   haircut", "09:00", "anna", "Zoë");
        assertThat(good("show", id, "--history", "--json").json().path("history"))
                .isNotEmpty();
        assertThat(good("show", id, "--history").out()).contains("booked");
        assertThat(good("move", id, "--start", day.date() + "T11:00").out()).contains("11:00");
        assertThat(good("cancel", id, "--reason", "ill").out()).contains("CANCELLED");
        assertThat(calcom.liveOn(day)).isEmpty();
    }

    @Test
    @DisplayName("see when a visit of several services is free, hold one, hold it longer, and book it; or give it up")
    void held() {
        var from = day.date().toString();
        var visit = good("offers", "--services", "haircut,manicure", "--from", from, "--limit", "1", "--json");
        assertThat(visit.json().at("/offers/0/service").asText()).isEqualTo("haircut_manicure");

        var start = from + "T09:00";
        var placed =
                good("holds", "place", "--services", "haircut,manicure", "--start", start, "--seconds", "60", "--json");
        var hold = placed.json().path("id").asText();
        assertThat(good("holds", "list").out()).contains(hold, "haircut_manicure");
        assertThat(good("holds", "extend", hold, "--seconds", "120").out()).contains(hold + "  HELD until");
        var booked = good("book", "--hold", hold, "--name", "Zoë", "--email", "zoe@example.com", "--json");
        assertThat(calcom.liveOf(booked.json().path("id").asText())).hasSize(2);
        good("cancel", booked.json().path("id").asText());

        var other = good("holds", "place", "haircut", "--start", start, "--seconds", "60", "--json");
        assertThat(good("holds", "release", other.json().path("id").asText()).out())
                .contains("RELEASED");
        assertThat(shell.type("book", "haircut", "--hold", hold, "--name", "Zoë", "--email", "zoe@example.com")
                        .code())
                .isEqualTo(2);
        assertThat(shell.type("offers").err()).contains("Name a service, or several with --services");
    }

    @Test
    @DisplayName("put a customer on the waiting list, see what is offered, decline and accept it; or take them off")
    void waits() {
        var taken = book(UUID.randomUUID().toString()).json().path("id").asText();
        var entry = waiting();
        assertThat(good("waitlist", "list", "--status", "waiting", "--limit", "500")
                        .out())
                .contains(entry);
        good("cancel", taken);
        awaitOffer(entry);
        assertThat(good("waitlist", "decline", entry).out()).contains("WAITING");
        assertThat(shell.type("waitlist", "accept", entry).code())
                .as("nothing is offered")
                .isEqualTo(1);
        assertThat(good("waitlist", "remove", entry).out()).contains("REMOVED");

        var again = book(UUID.randomUUID().toString()).json().path("id").asText();
        var other = waiting();
        good("cancel", again);
        awaitOffer(other);
        assertThat(good("waitlist", "accept", other).out()).contains("BOOKED", "with anna");
        assertThat(calcom.liveOn(day)).hasSize(1);
    }

    private String waiting() {
        var from = day.date().toString();
        var to = day.date().plusDays(1).toString();
        var added = good(
                "waitlist",
                "add",
                "haircut",
                "--from",
                from,
                "--to",
                to,
                "--staff",
                "anna",
                "--between",
                "09:00-09:15",
                "--name",
                "Max",
                "--email",
                "max@example.com",
                "--json");
        return added.json().path("id").asText();
    }

    private void awaitOffer(String entry) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> good("waitlist", "list", "--status", "offered", "--limit", "500")
                        .out()
                        .contains(entry));
    }

    @Test
    @DisplayName("learn that a time is taken, and which others are free")
    void taken() {
        var id = book(UUID.randomUUID().toString()).json().path("id").asText();

        var second = shell.type(
                "book",
                "haircut",
                "--start",
                day.date() + " 09:00",
                "--staff",
                "anna",
                "--name",
                "Max",
                "--email",
                "max@example.com",
                "--json");

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.json().at("/error/code").asText()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(second.err()).contains("Choose another time: ");
        good("cancel", id);
    }

    @Test
    @DisplayName("compare both sides, wait for it or not, and see how far they are in step")
    void sync() {
        Predicate<String> nothingDiffers = said -> said.contains("Nothing differs.");
        // Repairs what other tests have left on one side.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shell.type("sync", "--full", "--force").out(), nothingDiffers);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shell.type("sync", "--wait").out(), nothingDiffers);

        assertThat(good("sync", "--wait").out())
                .contains("incremental, done", "Nothing differs.", "found ", "outcome ");
        var report = good("sync", "--full", "--dry-run", "--force", "--json").json();
        assertThat(report.path("state").asText()).isEqualTo("done");
        assertThat(report.path("mode").asText()).isEqualTo("full");
        assertThat(report.path("dryRun").asBoolean()).isTrue();
        // Whether they are in step also depends on what other tests have flagged.
        await().untilAsserted(() -> {
            var inStep = caller.get("/api/v1/sync/status").json().path("inSync").asBoolean();
            var said = shell.type("sync-status");
            assertThat(said.code()).isEqualTo(inStep ? 0 : 1);
            assertThat(said.out())
                    .startsWith(inStep ? "in step" : "not in step, or not compared yet")
                    .contains("lastFull");
            assertThat(shell.type("sync-status", "--json").json().path("inSync").asBoolean())
                    .isEqualTo(inStep);
        });
        assertThat(good("sync", "--no-wait", "--force", "--json")
                        .json()
                        .path("runId")
                        .asText())
                .isNotEmpty();
        good("sync", "--force");
    }

    @Test
    @DisplayName("see that the server is well, and that its webhook is missing")
    void health() {
        var missing = healthCheck();
        assertThat(missing.out())
                .contains("✓ liveness: UP", "✓ readiness: UP", "✓ key: accepted", "✓ database: answers")
                .contains(
                        "✓ calcom-key: ",
                        "✓ version of event-types: 2024-06-14, last answered",
                        "✓ clock: ",
                        " calls left")
                .contains(
                        "! webhook: No webhook is registered at Cal.com",
                        "Next: Register it with ./interlude webhooks register")
                .endsWith(missing.code() == 0 ? "UP\n" : "DOWN\n");

        assertThat(good("webhooks", "register", "http://127.0.0.1:9/webhooks/calcom")
                        .out())
                .contains("active at Cal.com");
        assertThat(good("webhooks", "list").out()).contains("http://127.0.0.1:9/webhooks/calcom", "anna");
        assertThat(healthCheck("--json").json().findValuesAsText("text"))
                .contains("registered: http://127.0.0.1:9/webhooks/calcom");
        assertThat(good("webhooks", "remove", "--json")
                        .json()
                        .path("registered")
                        .asBoolean())
                .isFalse();
        assertThat(shell.type("webhooks", "list").code()).isEqualTo(1);

        var node = good("health-check", "--node", "--json").json();
        assertThat(node.path("status").asText()).isEqualTo("UP");
        assertThat(node.path("checks")).hasSize(2);
    }

    @Test
    @DisplayName("see that the server is not well: a wrong key, no server")
    void unwell() {
        var wrongKey = shell.with("INTERLUDE_ADMIN_KEY", "wrong").type("health-check");
        assertThat(wrongKey.code()).isEqualTo(1);
        assertThat(wrongKey.out())
                .contains("✗ key: ", "does not accept this API key", "Next: Set INTERLUDE_ADMIN_KEY")
                .endsWith("DOWN\n");

        var none = shell.with("INTERLUDE_MANAGEMENT_PORT", "9").type("health-check", "--node", "--json");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.json().path("status").asText()).isEqualTo("DOWN");
        assertThat(none.json().at("/checks/0/text").asText()).contains("No server is running");
    }

    @Test
    @DisplayName("make a key, use it, revoke it")
    void keys() {
        var name = "cli-" + UUID.randomUUID();
        var made = good("keys", "create", name, "--role", "read,book", "--requests-per-minute", "50");
        var key = made.out().strip();

        assertThat(key).startsWith("ilk_").doesNotContain("\n");
        assertThat(made.err()).contains("It is shown only now.", "50 requests a minute");
        assertThat(good("keys", "list").out()).contains(name);
        assertThat(good("services", "--key", key, "--json").json().path("services"))
                .isNotEmpty();
        var forbidden = shell.type("keys", "list", "--key", key);
        assertThat(forbidden.code()).isEqualTo(1);
        assertThat(forbidden.err()).contains("may not do that");
        assertThat(good("keys", "revoke", name, "--json").json().path("revoked").asText())
                .isEqualTo(name);
        assertThat(shell.type("services", "--key", key).err()).contains("it is wrong, or was revoked");
        assertThat(good("keys", "list", "--json").json().path("keys").findValuesAsText("name"))
                .contains(name);
    }

    @Test
    @DisplayName("see Cal.com's deliveries and have them processed again")
    void deliveries() {
        assertThat(good("deliveries", "list", "--limit", "5").code()).isZero();
        assertThat(good("deliveries", "list", "--status", "dead", "--json")
                        .json()
                        .path("deliveries")
                        .isArray())
                .isTrue();
        assertThat(good("deliveries", "replay", "--status", "failed", "--json")
                        .json()
                        .path("replayed")
                        .isNumber())
                .isTrue();
        assertThat(shell.type("deliveries", "replay", UUID.randomUUID().toString())
                        .err())
                .contains("Check the id or name.");
    }

    @Test
    @DisplayName("see what needs a person")
    void attention() {
        var json = shell.type("attention", "--json");
        var items = json.json().path("items");

        assertThat(json.code()).isEqualTo(items.isEmpty() ? 0 : 1);
        assertThat(shell.type("attention").code()).isEqualTo(json.code());
    }

    @Test
    @DisplayName("check the catalog, and whether the server found it to fit Cal.com")
    void catalog() {
        assertThat(good("catalog", "check").out()).contains("config/catalog.yaml can be used: ", "The running server ");
        assertThat(good("catalog", "check", "--json").json().path("atServer").isObject())
                .isTrue();

        var wrong = shell.type("catalog", "check", "pom.xml", "--json");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.json().path("mistakes")).isNotEmpty();
        assertThat(wrong.json().at("/mistakes/0").asText()).startsWith("pom.xml:");
    }

    @Test
    @DisplayName("fill the sandbox and the database, through the API, and nothing but a sandbox")
    void seed() {
        var before =
                database.sql("select count(*) from booking").query(Long.class).single();

        var seeded = good("seed", "--size", "3", "--weeks", "1", "--json", "--sandbox-url", sandbox.baseUrl())
                .json();

        assertThat(seeded.path("booked").asInt()).isEqualTo(3);
        assertThat(database.sql("select count(*) from booking")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(before + 3);
        try (var other = Sandbox.start(
                SandboxSettings.of(dev.interlude.catalog.CatalogFile.read(Path.of("config/catalog.yaml"))))) {
            var refused = shell.type("seed", "--size", "1", "--sandbox-url", other.baseUrl());
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("does not work with the sandbox at " + other.baseUrl(), "so nothing is booked");
        }
        assertThat(shell.type("seed", "--sandbox-url", "http://127.0.0.1:9").err())
                .contains("No sandbox answers");
    }

    private Said book(String key) {
        return good(
                "book",
                "haircut",
                "--start",
                day.date() + "T09:00",
                "--staff",
                "anna",
                "--name",
                "Zoë",
                "--email",
                "zoe@example.com",
                "--idempotency-key",
                key,
                "--json");
    }

    /** Cal.com may have failed so often in tests before that the server calls it down. */
    private Said healthCheck(String... options) {
        var words = Stream.concat(Stream.of("health-check"), Stream.of(options)).toArray(String[]::new);
        var well = caller.get("/health/calcom/detailed").status() == 200;
        var said = shell.type(words);
        assertThat(said.code()).as("%s%s", said.out(), said.err()).isEqualTo(well ? 0 : 1);
        return said;
    }

    private Said good(String... words) {
        var said = shell.type(words);
        assertThat(said.code())
                .as("%s%s%s", String.join(" ", words), said.out(), said.err())
                .isZero();
        return said;
    }
}
