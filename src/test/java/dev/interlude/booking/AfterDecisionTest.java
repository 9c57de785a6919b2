package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.outbox.FollowUp;
import dev.interlude.outbox.OutboxSettings;
import dev.interlude.outbox.jdbc.FollowUps;
import dev.interlude.outbox.jdbc.Outbox;
import dev.interlude.platform.Ids;
import dev.interlude.platform.problems.Failures;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("error-handling")
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("A step that fails after the decision")
class AfterDecisionTest extends AcceptanceTest {

    private static final String FAILING =
            """
            - throwException:
                id: %s-fail
                exceptionType: java.lang.IllegalStateException
                message: written by zoe@example.com
            """;

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Map<String, String> original = new LinkedHashMap<>();

    @Autowired
    private CamelContext camel;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Ids ids;

    @Autowired
    private Clock clock;

    @Autowired
    private Failures failures;

    @Autowired
    private OutboxSettings settings;

    @Autowired
    private TransactionTemplate transactions;

    @AfterEach
    void asBefore() {
        jdbc.sql("drop trigger if exists broken on idempotency").update();
        jdbc.sql("drop trigger if exists broken on saga").update();
        original.forEach(this::load);
        await("what waits is run").until(() -> books.count("follow_up") == 0);
    }

    @Test
    @DisplayName("of placing leaves the booking to its caller, and the log names route, step, line and booking")
    void placing(CapturedOutput output) {
        failAfter("booking-place-segments", "place-segments");

        var booked = caller.book(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.at("/status")).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(booked.id())).hasSize(2);
        assertThat(books.saga(booked.id())).isEqualTo("COMPLETED");
        assertReported(output, "booking-place-segments", "place-segments", booked.id());
    }

    @Test
    @DisplayName("of moving leaves the booking where it was moved to")
    void moving(CapturedOutput output) {
        var id = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).id();
        failAfter("booking-move-segments", "move-segments");

        var moved = caller.move(id, RequestBodies.to(day.at("11:00")));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/start")).isEqualTo(day.shown("11:00"));
        assertThat(moved.at("/status")).isEqualTo("BOOKED");
        assertReported(output, "booking-move-segments", "move-segments", id);
    }

    @Test
    @DisplayName("of a whole series leaves all its bookings to its caller")
    void series(CapturedOutput output) {
        failAfter("series-place-occurrences", "place-occurrences");
        var body = RequestBodies.object().put("mode", "allOrNothing");
        body.set("booking", RequestBodies.haircut(day.at("17:00"), "emil"));
        body.putObject("recurrence").put("frequency", "weekly").put("count", 2);

        var placed = caller.post("/api/v1/series", body);

        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(placed.each("/occurrences", "status")).containsExactly("BOOKED", "BOOKED");
        assertThat(output).contains("series-place-occurrences-fail");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("in a route made for it is tried again, and the answer is as if there were none:")
    @CsvSource({"booking-after-placing", "booking-after-moving", "booking-after-cancelling"})
    void followUp(String route, CapturedOutput output) {
        failIn(route);

        var booked = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        var moved = caller.move(booked.id(), RequestBodies.to(day.at("11:00")));
        var cancelled = caller.cancel(booked.id());

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        await("two attempts")
                .untilAsserted(() -> assertThat(attempts(booked.id())).isGreaterThan(1));
        assertThat(jdbc.sql("select last_error from follow_up where booking = :id and last_error is not null")
                        .param("id", UUID.fromString(booked.id()))
                        .query(String.class)
                        .single())
                .matches(
                        "step %s-fail of route %s \\(.*routes/booking/after.camel.yaml:\\d+\\): Failed unexpectedly: IllegalStateException\\."
                                .formatted(route, route));
        assertReported(output, route, "after", booked.id());
    }

    @Test
    @DisplayName("is run in line by the node that decides, if the settings say so: no other takes it meanwhile")
    void inLine() {
        var id = UUID.fromString(
                caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).id());
        await("the first is run").until(() -> books.count("follow_up") == 0);
        var deciding = new Outbox(jdbc, json, ids, clock, LONG, route -> true);
        transactions.executeWithoutResult(status -> deciding.tell(id, BookingEvent.RESCHEDULED));
        var followUps = new FollowUps(jdbc, inLine(true), failures);

        assertThat(followUps.claim()).as("from the outbox").isEmpty();
        assertThat(new FollowUps(jdbc, inLine(false), failures).claimNew(id)).isEmpty();
        var claimed = followUps.claimNew(id);
        assertThat(claimed).extracting(FollowUp::route).containsExactly("booking-after-moving");
        assertThat(followUps.claimNew(id)).as("once").isEmpty();
        followUps.done(claimed.get(0));
        assertThat(books.count("follow_up")).isZero();
    }

    private OutboxSettings inLine(boolean inLine) {
        return new OutboxSettings(
                settings.source(),
                settings.allowPrivateAddresses(),
                settings.atOnce(),
                settings.atOnceEach(),
                settings.followUpsAtOnce(),
                inLine,
                LONG,
                settings.connectTimeout(),
                settings.answerLimit(),
                settings.backOff(),
                settings.backOffMax(),
                settings.giveUpAfter(),
                settings.keep(),
                settings.purgeBatch());
    }

    @Test
    @DisplayName("is where the README puts one's own step: what it says is in the log for each booking placed")
    void readme(CapturedOutput output) throws Exception {
        var written =
                Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(written.find()).isTrue();
        change("after", "booking-after-placing", written.group(1));

        var booked = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));

        await("the step has run").untilAsserted(() -> assertThat(output).contains("Booked " + booked.id()));
    }

    @Test
    @DisplayName("of keeping the answer for an Idempotency-Key does not take the answer back")
    void keeping(CapturedOutput output) {
        breakUpdatesOf("idempotency", "new.key = 'after-decision' and new.state = 'DONE'");

        var booked = caller.book(RequestBodies.haircut(day.at("09:00"), "anna"), "Idempotency-Key", "after-decision");

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(calcom.liveOf(booked.id())).hasSize(1);
        assertThat(output).contains("platform-answer-claimed failed afterwards");
    }

    @Test
    @DisplayName("of cancelling leaves it asked for: the caller hears that it is pending, and it is done later")
    void cancelling() {
        var id = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).id();
        breakUpdatesOf("saga", "new.state = 'COMPENSATING' and old.state = 'COMPENSATING'");

        var pending = caller.cancel(id);

        assertThat(pending.status()).as(pending.text()).isEqualTo(202);
        assertThat(pending.at("/status")).isEqualTo("CANCEL_PENDING");
        jdbc.sql("drop trigger broken on saga").update();
        books.awaitStatus(id, "CANCELLED");
    }

    private void assertReported(CapturedOutput output, String route, String file, String booking) {
        assertThat(output.getAll().lines()).anySatisfy(line -> assertThat(line)
                .contains(booking, "step " + route + "-fail", "route " + route)
                .containsPattern(folder(file) + file + ".camel.yaml:[0-9]+")
                .contains("IllegalStateException"));
        assertThat(output.getAll()).doesNotContain("written by zoe");
    }

    private int attempts(String booking) {
        return jdbc.sql("select coalesce(max(attempts), 0) from follow_up where booking = :id")
                .param("id", UUID.fromString(booking))
                .query(Integer.class)
                .single();
    }

    private void failAfter(String route, String file) {
        var text = read(file);
        var failing = FAILING.formatted(route).indent(14);
        original.put(file, text);
        load(file, text.stripTrailing() + "\n" + failing);
    }

    private void failIn(String route) {
        change("after", route, FAILING.formatted(route).indent(8));
    }

    /** Puts a step at the end of a route. */
    private void change(String file, String route, String step) {
        var text = read(file);
        var end = text.indexOf("\n\n", text.indexOf("id: " + route + "\n"));
        original.put(file, text);
        load(
                file,
                end < 0 ? text.stripTrailing() + "\n" + step : text.substring(0, end + 1) + step + text.substring(end));
    }

    private static String folder(String file) {
        return file.equals("place-occurrences") ? "routes/series/" : "routes/booking/";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(folder(file) + file + ".camel.yaml"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void load(String file, String text) {
        try {
            PluginHelper.getRoutesLoader(camel)
                    .updateRoutes(ResourceHelper.fromString("file:" + folder(file) + file + ".camel.yaml", text));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void breakUpdatesOf(String table, String when) {
        jdbc.sql(
                        """
                create or replace function break_it() returns trigger language plpgsql as
                $$ begin raise exception 'broken by a test'; end $$
                """)
                .update();
        jdbc.sql("create trigger broken before update on " + table + " for each row when (" + when
                        + ") execute function break_it()")
                .update();
    }
}
