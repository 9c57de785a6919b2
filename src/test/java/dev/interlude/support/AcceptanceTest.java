package dev.interlude.support;

import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Faults;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.count.CountedCopies;
import dev.interlude.support.count.CountedPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole product between a caller over HTTP, a PostgreSQL and a Cal.com, all real but the last. One server for all
 * classes that extend this; Cal.com's patience and ours are short. Whatever a test does, afterwards no saga may be open
 * and both sides must hold the same bookings.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "interlude.calcom.connect-timeout=1000",
            "interlude.calcom.response-timeout=2500",
            "interlude.calcom.longest-call=5s",
            "interlude.calcom.breaker.open-for=4s",
            "interlude.booking.answer-limit=8000",
            "interlude.availability.fresh=2s",
            "interlude.availability.believed=2s",
            "interlude.availability.max-age=6s",
            "interlude.availability.settles=500ms",
            "interlude.availability.ask-again=300ms",
            "interlude.availability.refresh-every=200",
            "interlude.availability.read-ahead=0s",
            "interlude.availability.patience=10s",
            "interlude.availability.horizon-days=36500",
            "interlude.holds.shortest=1s",
            "interlude.holds.expire-every=86400000",
            "interlude.waitlist.look-every=250",
            "interlude.waitlist.expire-every=500",
            "interlude.waitlist.first-to-accept=blow-dry",
            "interlude.waitlist.told-at-once=20",
            "interlude.waitlist.open-per-key=30",
            "interlude.deposits.expire-every=300",
            "interlude.saga.back-off=200ms",
            "interlude.saga.back-off-max=1s",
            "interlude.saga.recovery-interval=300",
            "interlude.outbox.interval=300",
            "interlude.outbox.count-every=1000",
            "interlude.outbox.answer-limit=1500",
            "interlude.outbox.lease=4s",
            "interlude.outbox.back-off=100ms",
            "interlude.outbox.back-off-max=400ms",
            "interlude.outbox.give-up-after=4s",
            "interlude.idempotency.ask-every=50",
            "interlude.webhook.store-limit=1",
            "interlude.webhook.settles=1500ms",
            "interlude.webhook.attempts=4",
            "interlude.webhook.back-off=100ms",
            "interlude.webhook.back-off-max=400ms",
            "interlude.webhook.look-every=200",
            "interlude.webhook.count-every=1000",
            "interlude.sync.incremental-schedule=0 0 0 1 1 ? 2099",
            "interlude.sync.untold-schedule=0 0 0 1 1 ? 2099",
            "interlude.catalog-check.delay=86400000",
            "interlude.sync.full-schedule=0 0 0 1 1 ? 2099",
            "interlude.sync.page-size=20",
            "interlude.sync.overlap=500ms",
            "interlude.sync.days-ahead=9125",
            "interlude.sync.grace=600ms",
            "interlude.sync.look-every=250",
            "interlude.sync.repair-every=200",
            "interlude.sync.back-off=200ms",
            "interlude.sync.figures-every=1000"
        })
@ActiveProfiles("sandbox")
@AutoConfigureObservability(tracing = false)
@ContextConfiguration(initializers = AcceptanceTest.Neighbours.class)
public abstract class AcceptanceTest {

    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxSettings.of(dev.interlude.catalog.CatalogFile.read(Path.of("config/catalog.yaml"))));

    /** The flows that the server runs. A test that changes a file puts it back. */
    protected static final Path FLOWS = FlowFiles.copied();

    public static final class Neighbours implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getBeanFactory().registerSingleton("countedPool", new CountedPool());
            context.getBeanFactory().registerSingleton("countedCopies", new CountedCopies());
            TestPropertyValues.of(
                            "interlude.routes=" + FLOWS,
                            "spring.datasource.url=" + TestDatabase.url("acceptance"),
                            "spring.datasource.username=postgres",
                            "spring.datasource.password=postgres",
                            "interlude.calcom.accounts.salon.base-url=" + SANDBOX.baseUrl(),
                            "interlude.calcom.accounts.salon.calls=1000000",
                            "interlude.calcom.accounts.salon.former-webhook-secret=the-former-secret",
                            "interlude.calcom.accounts.salon.burst=2000",
                            "interlude.calcom.accounts.stranger.base-url=" + SANDBOX.baseUrl(),
                            "interlude.calcom.accounts.stranger.api-key=cal_of_nobody",
                            "interlude.calcom.accounts.stranger.webhook-secret=of-nobody",
                            "interlude.calcom.accounts.stranger.calls=1000000",
                            "interlude.calcom.accounts.wire.base-url=" + WireMockCalcom.baseUrl(),
                            "interlude.calcom.accounts.wire.calls=1000000",
                            "interlude.calcom.accounts.wire.api-key=cal_wire",
                            "interlude.calcom.accounts.wire.webhook-secret=of-the-wire")
                    .applyTo(context);
        }
    }

    /** Cal.com, with all knobs. */
    protected final Sandbox sandbox = SANDBOX;

    /** What Cal.com holds and was asked. */
    protected final AtCalcom calcom = new AtCalcom(SANDBOX);

    /** A working day that no other test has. */
    protected final Day day = Day.fresh();

    /** The upstream system that asks; may do everything. */
    protected Upstream caller;

    /** What the database holds. */
    protected StoredBookings books;

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @BeforeEach
    public final void begin() {
        caller = new Upstream(environment.getRequiredProperty("local.server.port", Integer.class));
        books = new StoredBookings(jdbc);
        resetBreakers();
        jdbc.sql("delete from sync_drift").update();
        sandbox.forgetRequests();
    }

    /** For tests with more trouble than a breaker would bear; holds until the test ends. */
    protected final void withoutBreaker() {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::transitionToDisabledState);
    }

    @AfterEach
    public final void endInAgreement() {
        var couldNotBeAsked = sandbox.faults().list().stream().anyMatch(AcceptanceTest::hidSlots);
        sandbox.faults().clear();
        sandbox.gates().releaseAll();
        sandbox.latency(Latency.NONE);
        resetBreakers();
        unregister();
        books.awaitNoOpenSaga();
        books.requireAgreementWith(calcom);
        if (couldNotBeAsked) {
            Pacing.rest(Duration.ofMillis(400)); // free times are asked for again
        }
    }

    /** Cal.com tells the next test nothing unless it asks for that. */
    private void unregister() {
        var registered = jdbc.sql("select exists (select from webhook_registration where subscriber_url is not null)")
                .query(Boolean.class)
                .single();
        if (registered) {
            caller.ask("DELETE", "/api/v1/webhook-registration", BodyPublishers.noBody());
        }
    }

    private static boolean hidSlots(Faults.InForce fault) {
        var operation = fault.fault().operation();
        return fault.happened() > 0 && (operation == null || operation == Operation.SLOTS);
    }

    /** As if Cal.com had never failed. */
    protected final void resetBreakers() {
        for (var breaker : breakers.getAllCircuitBreakers()) {
            // A reset alone leaves an open breaker's clock running: seconds later it would be half open, whatever it is
            // by then.
            if (breaker.getState() != CircuitBreaker.State.CLOSED) {
                breaker.transitionToClosedState();
            }
            breaker.reset();
        }
    }
}
