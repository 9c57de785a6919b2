package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.FileSystemResource;

/** The running server takes a copy of {@code routes/} over as it does with its own. */
@Tag("integration")
@DisplayName("A flow changed as the guide says")
class ChangingFlowsTest extends AcceptanceTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<Integer> ASKING = List.of(105, 632);

    @TempDir
    private Path copy;

    @Autowired
    private CamelContext camel;

    @Autowired
    private FlowGate gate;

    @Autowired
    private ConfigurableEnvironment environment;

    private final Set<String> changed = new TreeSet<>();

    private Flows flows;

    @BeforeEach
    void copied() {
        filesBelow(Path.of("routes")).forEach(file -> write(file, read(file)));
        flows = new Flows(camel, new FlowFolder(copy.resolve("routes")), gate);
        flows.look();
    }

    @AfterEach
    void asBefore() throws Exception {
        await("nothing waits").atMost(LONG).until(() -> books.count("follow_up") == 0);
        for (var file : changed) {
            PluginHelper.getRoutesLoader(camel)
                    .updateRoutes(ResourceHelper.fromString("file:" + file, read(Path.of(file))));
        }
        environment.getPropertySources().remove("guide");
        environment.getPropertySources().remove("guide's settings");
        ASKING.forEach(
                eventType -> confirmation(eventType, RequestBodies.object().put("disabled", true)));
    }

    @Test
    @DisplayName("sends another header with each call to Cal.com")
    void header() {
        change("An extra header to Cal.com");

        caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));

        assertThat(calcom.requests(Operation.CREATE)).isNotEmpty().allSatisfy(sent -> assertThat(sent.headers())
                .containsEntry("x-salon", "berlin-mitte"));
    }

    @Test
    @DisplayName("sends a message to a chat after a booking, again until the chat takes it")
    void chat() {
        var chat = new Receiver();
        chat.answers(503);
        environment.getPropertySources().addFirst(new MapPropertySource("guide", Map.of("SALON_CHAT_URL", chat.url())));
        change("A message to a chat after a booking");

        caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        await("the chat is asked").atMost(LONG).until(() -> !chat.raw().isEmpty());
        chat.answers(204);

        await("the chat has taken it").until(() -> chat.raw().stream()
                .anyMatch(sent -> sent.getResponse().getStatus() == 204));
        assertThat(chat.raw()).allSatisfy(sent -> {
            assertThat(sent.getRequest().getMethod().getName()).isEqualTo("POST");
            assertThat(sent.getRequest().getHeader("Content-Type")).isEqualTo("application/json");
            assertThat(Upstream.parsed(sent.getRequest().getBodyAsString()))
                    .isEqualTo(RequestBodies.object().put("text", "Booked: haircut, " + day.shown("09:00")));
        });
    }

    @Test
    @DisplayName("accepts at once what the host would have to confirm, except for one service")
    void confirmation() {
        ASKING.forEach(eventType -> confirmation(
                eventType, RequestBodies.object().put("type", "always").put("blockUnconfirmedBookingsInBooker", true)));
        change("Confirmation by the salon, for one service only");

        var haircut = caller.booked(RequestBodies.haircut(day.at("09:00"), "emil"));
        var trial = caller.booked(
                RequestBodies.booking("trial-style", day.at("11:00")).put("staff", "dora"));

        assertThat(haircut.at("/status")).isEqualTo("BOOKED");
        assertThat(books.eventsAbout(haircut.id())).containsExactly("booking.pending", "booking.created");
        assertThat(trial.at("/status")).isEqualTo("PENDING");
        assertThat(caller.post("/api/v1/bookings/" + trial.id() + "/confirm", "{}")
                        .at("/status"))
                .isEqualTo("BOOKED");
    }

    /** Makes the changes below a heading and has the server take them over. */
    private void change(String heading) {
        var changes = GuidedChange.under(heading);
        assertThat(changes).isNotEmpty();
        for (var change : changes) {
            var file = Path.of(change.file());
            if (change.file().startsWith("routes/")) {
                changed.add(change.file());
                write(file, change.applied(read(copy.resolve(file))));
            } else {
                write(file, change.applied(read(file)));
                useSettings(file);
            }
        }
        await("the server runs them").atMost(LONG).until(() -> {
            flows.look();
            assertThat(flows.trouble()).isEmpty();
            return changes.stream().flatMap(GuidedChange::steps).allMatch(step -> camel.getProcessor(step) != null);
        });
    }

    /** As at a restart: the settings that the changed file has and the project's has not. */
    private void useSettings(Path file) {
        try {
            var changed = new YamlPropertySourceLoader()
                    .load("guide's settings", new FileSystemResource(copy.resolve(file)))
                    .get(0);
            environment.getPropertySources().addLast(changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void confirmation(int eventType, ObjectNode policy) {
        var body = RequestBodies.object().set("confirmationPolicy", policy);
        var answer = caller.ask(
                "PATCH",
                "/api/v1/event-types/" + eventType,
                BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Predicate.not(Files::isDirectory)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.writeString(copy.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
