package dev.interlude.ops;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interlude.calcom.CalcomTrouble;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.budget.Budgets;
import dev.interlude.calcom.calls.CalcomCall;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Flows;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("With a server in trouble")
class AlarmsTest extends AcceptanceTest {

    private static final List<String> NEEDS_A_PERSON = List.of(
            "interlude_saga_open{state=\"STUCK\"}",
            "interlude_webhook_dead",
            "interlude_outbox_dead",
            "interlude_outbox_given_up_follow_ups",
            "interlude_sync_bookings{state=\"ghosts\"}");

    /** Before, in the middle of, and after all trouble; made once for both tests. */
    private static List<Scrape> scrapes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private Budgets budgets;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private FromCalcom announced;
    private String subscription;

    @BeforeEach
    void makeTrouble() throws Exception {
        announced = new FromCalcom(sandbox, caller, jdbc, port);
        if (scrapes == null) {
            settleByHand();
            var placed = Placed.of(scrape());
            work();
            await().untilAsserted(() -> assertThat(Placed.of(scrape())).isEqualTo(placed.plus(2, 1, 1)));
            await().until(() -> NEEDS_A_PERSON.stream().allMatch(metric -> scrape().highest(metric) == 0));
            var all = new ArrayList<>(List.of(scrape()));
            trouble(all);
            scrapes = all;
        }
    }

    @Test
    @DisplayName("each expression of alarms and dashboards finds its metrics, labels and their values")
    void expressions() {
        var after = scrapes.get(scrapes.size() - 1);
        assertThat(AlarmRules.expressions())
                .allSatisfy((where, expression) -> assertThat(NamedMetrics.missing(PromQl.of(expression), after))
                        .as("%s: %s", where, expression)
                        .isEmpty());
    }

    @Test
    @DisplayName("the alarms ring that say what is wrong, and did not ring before")
    void ringing(@TempDir Path folder) throws Exception {
        Promtool.require();
        var alarms = new RingingAlarms(scrapes)
                .rings(alarm("SagaStuck"), "6m")
                .rings(alarm("SagasNotEnding"), "6m")
                .rings(alarm("DeliveryDead"), "6m")
                .rings(alarm("EventDead"), "6m")
                .rings(alarm("FollowUpGivenUp"), "6m")
                .rings(alarm("CalcomChangesHeldBack"), "6m")
                .rings(alarm("CannotBook"), "7m")
                .rings(alarm("BudgetStarved"), "6m")
                .rings(alarm("CalcomKeyRefused"), "6m")
                .rings(alarm("WebhookSignaturesRefused"), "6m")
                .rings(alarm("DriftUnsettled"), "45m");

        var file = Files.writeString(folder.resolve("ringing.yaml"), alarms.toString());
        assertThat(Promtool.complaints("test", "rules", file.toString())).isEmpty();
    }

    private static AlarmRules.Alarm alarm(String name) {
        return AlarmRules.alarms().stream()
                .filter(alarm -> alarm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a salon does all day: two composites and a haircut are booked, one composite is refused and undone. */
    private void work() {
        caller.offers("colour-and-style", day);
        for (var composite : List.of("09:00", "12:00")) {
            var booked = caller.booked(RequestBodies.booking("full-treatment", day.at(composite)));
            caller.cancel(booked.id());
        }
        sandbox.faults()
                .add(Fault.on(dev.interlude.sandbox.http.Operation.CREATE)
                        .refuse(Refusal.slotTaken())
                        .skip(1)
                        .times(1));
        var refused = caller.book(RequestBodies.booking("full-treatment", day.at("12:00")));
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        var moved = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        caller.move(moved.id(), RequestBodies.to(day.at("11:00")));
        caller.book(RequestBodies.haircut(day.at("11:00"), "anna"));
        caller.cancel(moved.id());
        assertThat(announced.deliver("", "{}".getBytes(StandardCharsets.UTF_8), "not the signature"))
                .isEqualTo(401);
    }

    private void trouble(List<Scrape> all) throws Exception {
        var failing = new FailingFollowUp(camel);
        try {
            refusedKey();
            starvedBudget();
            deadLetters();
            drift();
            var stuck = caller.booked(RequestBodies.haircut(day.at("14:00"), "anna"))
                    .id();
            var old = caller.booked(RequestBodies.haircut(day.at("15:00"), "anna"))
                    .id();
            stuckAndOld(stuck, old);
            await().atMost(30, SECONDS).untilAsserted(() -> {
                keepTrying(old);
                var now = scrape();
                assertThat(NEEDS_A_PERSON).allMatch(metric -> now.highest(metric) > 0);
                assertThat(now.highest("interlude_saga_oldest_seconds{state=~\"COMPENSATING|COMPLETING\"}"))
                        .isGreaterThan(600);
            });
            resetBreakers();
            cannotBook(all, old);
        } finally {
            failing.close();
            sandbox.faults().clear();
            resetBreakers();
            settleByHand();
        }
    }

    /** Cal.com does not accept the key of one account. */
    private void refusedKey() {
        for (var i = 0; i < 3; i++) {
            new Flows(template).refusal("calcom-read-me", Map.of("account", "stranger"));
        }
        for (var i = 0; i < 6; i++) {
            var body = "{}".getBytes(StandardCharsets.UTF_8);
            assertThat(announced.deliver("", body, "not the signature")).isEqualTo(401);
        }
        var tooLong = new byte[2_000_000];
        assertThat(announced.deliver("", tooLong, Signature.of(tooLong, FromCalcom.SECRET)))
                .isEqualTo(413);
    }

    /** Cal.com takes no more calls of that account for longer than a booking may wait. */
    private void starvedBudget() {
        var call =
                new CalcomCall("stranger", Operation.CREATE_BOOKING, "2024-08-13", "POST", "/v2/bookings", null, "{}");
        var limits = budgets.limits(Map.of("X-RateLimit-Remaining-Default", "0", "X-RateLimit-Reset-Default", "10"));
        budgets.correct(call, limits, new Trouble(Kind.BLOCKED, false, 10, "429"), System.nanoTime());
        assertThatThrownBy(() -> budgets.ask(call, null)).isInstanceOf(CalcomTrouble.class);
    }

    /** From Cal.com, and to a subscriber. */
    private void deadLetters() {
        announced.deliver("no JSON " + UUID.randomUUID());
        var receiver = new Receiver();
        receiver.answers(500);
        subscription = caller.post(
                        "/api/v1/subscriptions",
                        RequestBodies.object()
                                .put("url", receiver.url())
                                .set("events", RequestBodies.array().add("booking.created")))
                .id();
    }

    private void drift() {
        jdbc.sql(
                        """
                insert into sync_drift (id, kind, state, repair, subject, account, due_at, found_at)
                values (:id, 'GHOST', 'FLAGGED', 'flag', :id::text, 'salon', now(), now())
                """)
                .param("id", UUID.randomUUID())
                .update();
    }

    /** Cal.com confirms neither cancellation: one has no attempt left, one began long ago. */
    private void stuckAndOld(String stuck, String old) {
        withoutBreaker();
        sandbox.faults()
                .add(Fault.on(dev.interlude.sandbox.http.Operation.CANCEL)
                        .reset()
                        .forever());
        for (var booking : List.of(stuck, old)) {
            assertThat(caller.cancel(booking).status()).isEqualTo(202);
        }
        jdbc.sql("update saga_step set attempts = 19 where saga = :saga and state = 'ENLISTED'")
                .param("saga", UUID.fromString(books.booking(stuck, "saga")))
                .update();
        jdbc.sql("update saga set created_at = created_at - interval '20 minutes' where id = :saga")
                .param("saga", UUID.fromString(books.booking(old, "saga")))
                .update();
    }

    /** It must not get stuck as well, however long this takes. */
    private void keepTrying(String booking) {
        jdbc.sql("update saga_step set attempts = 0 where saga = :saga and state = 'ENLISTED'")
                .param("saga", UUID.fromString(books.booking(booking, "saga")))
                .update();
    }

    /** Cal.com fails until its breaker opens; then callers get 503. Scraped in between, as Prometheus would. */
    private void cannotBook(List<Scrape> all, String old) {
        sandbox.faults()
                .add(Fault.on(dev.interlude.sandbox.http.Operation.CREATE)
                        .serverError(500)
                        .forever());
        await().atMost(60, SECONDS).pollInterval(Duration.ofMillis(50)).until(() -> refused() == 503);
        all.add(scrape());
        for (var i = 0; i < 12; i++) {
            refused();
        }
        await().atMost(30, SECONDS).pollInterval(Duration.ofMillis(50)).until(() -> {
            refused();
            keepTrying(old);
            var now = scrape();
            var open =
                    now.highest("resilience4j_circuitbreaker_state{name=\"salon/bookings-write\",state=\"open\"}") == 1;
            if (open) {
                all.add(now);
            }
            return open;
        });
    }

    private int refused() {
        return caller.book(RequestBodies.haircut(Day.fresh().at("10:00"), "anna"))
                .status();
    }

    /** As a person would: what is stuck is tried again, what is dead is dismissed. */
    private void settleByHand() {
        for (var saga : caller.get("/api/v1/sagas?state=STUCK").each("/sagas", "id")) {
            caller.post("/api/v1/sagas/" + saga + "/retry", "");
        }
        for (var delivery : caller.get("/api/v1/webhook-deliveries?status=DEAD").each("/deliveries", "id")) {
            caller.post("/api/v1/webhook-deliveries/" + delivery + "/dismiss", "");
        }
        jdbc.sql("delete from follow_up where given_up_at is not null").update();
        jdbc.sql("delete from sync_drift").update();
        if (subscription != null) {
            caller.ask("DELETE", "/api/v1/subscriptions/" + subscription, BodyPublishers.noBody());
        }
        jdbc.sql("delete from event_delivery where status = 'DEAD'").update();
    }

    private Scrape scrape() {
        return Scrape.read(managementPort);
    }
}
