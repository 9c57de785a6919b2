package dev.interlude.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.interlude.support.Restraint.are;
import static dev.interlude.support.Restraint.in;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.interlude.support.Restraint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In the Java")
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.interlude");

    /** Who may touch whom, beside the platform, the ground that all stand on. Nobody touches calcom. */
    private static final Map<String, Set<String>> MAY_TOUCH = Map.ofEntries(
            Map.entry("program", Set.of()),
            Map.entry("platform", Set.of()),
            Map.entry("catalog", Set.of()),
            Map.entry("availability", Set.of("catalog")),
            Map.entry("saga", Set.of()),
            // A booking's rows and its saga's steps are written in one transaction: so booking may touch saga.
            Map.entry("booking", Set.of("catalog", "availability", "saga")),
            Map.entry("series", Set.of("catalog", "availability", "saga", "booking")),
            Map.entry("absences", Set.of("catalog", "availability", "booking", "series")),
            Map.entry("pauses", Set.of("catalog", "availability", "booking")),
            Map.entry("waitlist", Set.of("catalog", "availability", "booking")),
            Map.entry("observed", Set.of("catalog", "saga", "booking")),
            Map.entry("privacy", Set.of("booking")),
            Map.entry("webhook", Set.of("booking", "observed")),
            Map.entry("sync", Set.of("catalog", "booking", "observed")),
            Map.entry("outbox", Set.of("booking")),
            Map.entry("calcom", Set.of("catalog", "availability", "booking", "observed", "webhook", "sync")),
            // The simulator serves the event types of the catalog.
            Map.entry("sandbox", Set.of("catalog")),
            // Only what runs a server or reads its files; the other commands know its public API alone.
            Map.entry("cli", Set.of("program", "catalog", "sandbox")),
            Map.entry("console", Set.of("catalog", "saga", "cli")),
            Map.entry(
                    "ops",
                    Set.of("catalog", "availability", "booking", "saga", "observed", "webhook", "sync", "outbox")));

    private static final int LONGEST_CLASS = 300;

    @Test
    @DisplayName("no room depends on itself by way of others")
    void cycles() {
        slices().matching("dev.interlude.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    @DisplayName("a room touches only the rooms it may, and none touches calcom")
    void rooms() {
        assertThat(trespasses(MAY_TOUCH)).isEmpty();
    }

    @Test
    @DisplayName("a room that touches another it may not is found")
    void trespassing() {
        var stricter = new HashMap<>(MAY_TOUCH);
        stricter.put("booking", Set.of("catalog", "availability"));

        assertThat(trespasses(stricter)).isNotEmpty().allMatch(text -> text.endsWith("may not touch saga"));
    }

    @Test
    @DisplayName("the trade knows nothing of Spring, Camel and servlets; who does, has a reason")
    void frameworks() {
        var rule = new Restraint("org.springframework.", "org.apache.camel.", "jakarta.", "org.quartz.")
                .except("a configuration puts its room together", name -> name.matches(".*Configuration(\\$.*)?"))
                .except(
                        "lists a room's beans",
                        are("platform.Beans", "platform.BeanRegistrar"),
                        "org.springframework.beans.factory.support.",
                        "org.springframework.context.annotation.",
                        "org.springframework.core.")
                .except(
                        "a room's SQL",
                        name -> name.contains(".jdbc."),
                        "org.springframework.jdbc.",
                        "org.springframework.dao.",
                        "org.springframework.transaction.")
                .except(
                        "a decision and the rows it changes are one transaction",
                        name -> true,
                        "org.springframework.transaction.annotation.")
                .except(
                        "work that is done once its transaction has committed",
                        are("platform.work.AfterCommit"),
                        "org.springframework.transaction.support.")
                .except(
                        "settings are bound by Spring",
                        name -> name.matches(".*Settings(\\$.*)?"),
                        "org.springframework.boot.context.properties.",
                        "org.springframework.util.unit.")
                .except(
                        "takes changed flows over",
                        in("platform.flows"),
                        "org.apache.camel.",
                        "org.quartz.CronExpression",
                        "org.springframework.aop.framework.AopProxyUtils")
                .except("the spans that Camel's own component makes", in("platform.traces"), "org.apache.camel.")
                .except(
                        "Quartz's own store of clocks, with one method changed",
                        are("platform.jdbc.SharedJobStore"),
                        "org.quartz.",
                        "org.springframework.scheduling.quartz.")
                .except(
                        "the console is a servlet",
                        are("console.ConsoleServlet"),
                        "jakarta.servlet.",
                        "org.springframework.security.web.csrf.CsrfToken")
                .except("the gate: servlet filters, and Camel's engine behind them", in("platform.http"))
                .except(
                        "asked by Spring Boot before a start, and why there was none",
                        are(
                                "platform.start.RequiredSettings",
                                "platform.start.StartLimit",
                                "platform.start.StartRefusedAnalyzer",
                                "platform.start.UnreachableDatabaseAnalyzer",
                                "platform.start.OtherTablesAnalyzer",
                                "platform.start.WrongSettingAnalyzer",
                                "platform.start.TakenPortAnalyzer",
                                "platform.start.UnexpectedFailure",
                                "platform.start.PlainReport",
                                "platform.start.FreePorts",
                                "platform.start.VariableNames",
                                "platform.start.SettingName",
                                "platform.flows.UnbuiltFlowsAnalyzer",
                                "catalog.CatalogCheck"),
                        "org.springframework.",
                        "org.flywaydb.core.api.exception.")
                .except(
                        "the saga service that Camel calls",
                        are(
                                "saga.PostgresSagaService",
                                "saga.PostgresSagaCoordinator",
                                "saga.CamelStepCall",
                                "saga.PlannedStep"),
                        "org.apache.camel.")
                .except(
                        "a saga ends in the transaction of those who end it",
                        are("saga.SagaJournal", "saga.Settlement", "saga.SagaEnding", "saga.SagaNode"),
                        "org.springframework.transaction.",
                        "org.springframework.dao.",
                        "org.springframework.jdbc.")
                .except(
                        "starts the program",
                        in("cli"),
                        "org.springframework.boot.",
                        "org.springframework.context.",
                        "org.springframework.core.env.")
                .except(
                        "is the program",
                        are("Interlude"),
                        "org.springframework.boot.",
                        "org.springframework.beans.factory.support.BeanNameGenerator");

        assertThat(rule.breaches(CLASSES)).isEmpty();
    }

    @Test
    @DisplayName("a class in a jdbc package uses JDBC or holds SQL; what only decides lies beside it in its room")
    void jdbc() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().endsWith(".jdbc"))
                        .collect(groupingBy(type -> type.getName().replaceFirst("\\$.*", "")))
                        .entrySet()
                        .stream()
                        .filter(file -> file.getValue().stream().noneMatch(ArchitectureTest::usesJdbc))
                        .map(Map.Entry::getKey)
                        .filter(name -> !text(Path.of("src/main/java", name.replace('.', '/') + ".java"))
                                .contains("\"select ")))
                .isEmpty();
    }

    /** Of the store that keeps clocks in tables. */
    private static final String QUARTZ_TABLES = "org.springframework.scheduling.quartz.";

    private static boolean usesJdbc(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getPackageName() + ".")
                .anyMatch(used -> Stream.of("java.sql.", "javax.sql.", "org.springframework.jdbc.", QUARTZ_TABLES)
                        .anyMatch(used::startsWith));
    }

    @Test
    @DisplayName("order, transport, waiting and retry are the flows' affair")
    void flows() {
        var rule = new Restraint(
                        "org.apache.camel.builder.RouteBuilder",
                        "org.apache.camel.ProducerTemplate",
                        "org.apache.camel.FluentProducerTemplate",
                        "java.net.http.",
                        "java.net.URL.openConnection",
                        "java.net.HttpURLConnection",
                        "org.springframework.web.client.",
                        "org.springframework.web.reactive.",
                        "org.apache.hc.client5.",
                        "java.lang.Thread.sleep",
                        "java.util.concurrent.TimeUnit.sleep")
                .except("a step's compensation is called by its name", are("saga.CamelStepCall"))
                .except(
                        "tells a connection that never was from a call that was lost",
                        are("calcom.CallFailures"),
                        "org.apache.hc.client5.http.ConnectTimeoutException")
                .except(
                        "the connections of Camel's own HTTP client",
                        are("calcom.CalcomConfiguration"),
                        "org.apache.hc.client5.")
                .except(
                        "the connections of Camel's own HTTP client to subscribers: which addresses, how long, how much",
                        are("outbox.OutboxConfiguration", "outbox.AnswerLimit"),
                        "org.apache.hc.client5.")
                .except(
                        "Cal.com, simulated: sends webhooks, is slow",
                        in("sandbox"),
                        "java.net.http.",
                        "java.lang.Thread.sleep",
                        "java.util.concurrent.TimeUnit.sleep")
                .except("a caller like any other", in("cli"), "java.net.http.");

        assertThat(rule.breaches(CLASSES)).isEmpty();
    }

    @Test
    @DisplayName("an exchange stays in the flow; only what Camel itself calls sees one")
    void exchange() {
        var rule = new Restraint("org.apache.camel.Exchange", "org.apache.camel.Message")
                .except(
                        "the saga service that Camel calls, and the call of a step",
                        are("saga.PostgresSagaService", "saga.PostgresSagaCoordinator", "saga.CamelStepCall"))
                .except("names a span when Camel asks", are("platform.traces.RequestSpanNames"))
                .except("a producer that Camel calls", name -> name.contains(".CurrentDirect"))
                .except(
                        "calls the beans for Camel",
                        name -> name.matches(".*\\.(CompiledCalls|BeanSteps|BeanCall|Argument)(\\$.*)?"))
                .except("notes which step of a flow has failed", name -> name.matches(".*FailedSteps(\\$.*)?"))
                .except("what is wrapped around all flows", name -> name.matches(".*Configuration(\\$.*)?"));

        assertThat(rule.breaches(CLASSES)).isEmpty();
    }

    @Test
    @DisplayName("an exception that nobody needs any more is found, and so is a use without one")
    void restraint() {
        var idle = new Restraint("javax.swing.").except("has windows", in("ops"));
        var strict = new Restraint("org.apache.camel.ProducerTemplate");

        assertThat(idle.breaches(CLASSES)).containsExactly("nobody needs the exception: has windows");
        assertThat(strict.breaches(CLASSES)).isNotEmpty().allMatch(text -> text.startsWith("saga.CamelStepCall uses"));
    }

    @Test
    @DisplayName("there is no Lombok, and no package that says nothing about what is in it")
    void names() {
        assertThat(new Restraint("lombok.").breaches(CLASSES)).isEmpty();
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .filter(name -> name.matches(".*\\.(utils?|common|impl|dto|services?|helpers?|misc)(\\..*)?")))
                .isEmpty();
    }

    @Test
    @DisplayName("no package has more than 35 classes, and every test lies in a room")
    void rooms_that_fit_in_a_head() throws IOException {
        for (var sources : List.of("src/main/java", "src/test/java")) {
            try (var files = Files.walk(Path.of(sources))) {
                var classes = files.filter(file -> file.toString().endsWith(".java"))
                        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
                assertThat(classes)
                        .allSatisfy((room, count) -> assertThat(count).isLessThanOrEqualTo(35));
                assertThat(classes).doesNotContainKey(Path.of("src/test/java/dev/interlude"));
            }
        }
    }

    @Test
    @DisplayName("no class has more than 300 lines")
    void length() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(ArchitectureTest::isLong))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("tests wait for what they can see; only what is about time itself lets it pass, by name")
    void waiting() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("ArchitectureTest.java"))
                            .filter(file -> text(file).matches("(?s).*(Thread\\.sleep|until\\(\\(\\) -> true).*")))
                    .isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLong(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count() > LONGEST_CLASS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> trespasses(Map<String, Set<String>> mayTouch) {
        return CLASSES.stream()
                .flatMap(user -> user.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .filter(used -> used.getName().startsWith("dev.interlude."))
                        .map(ArchitectureTest::room)
                        .distinct()
                        .filter(room -> !room.equals(room(user)) && !room.equals("platform"))
                        .filter(room -> !mayTouch.get(room(user)).contains(room))
                        .map(room -> user.getName() + " may not touch " + room))
                .sorted()
                .toList();
    }

    /** Of {@code dev.interlude.booking.jdbc.BookingReader}: {@code booking}; of what lies at the root: {@code program}. */
    private static String room(JavaClass type) {
        var rest = type.getPackageName().substring("dev.interlude".length());
        return rest.isEmpty() ? "program" : rest.substring(1).split("\\.")[0];
    }
}
