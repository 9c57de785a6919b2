package dev.interlude.simulation;

import dev.interlude.Interlude;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Trouble;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The whole product with its flows, a PostgreSQL and a Cal.com in one Java, whose time stands and whose timers are called. */
final class World implements AutoCloseable {

    private static final String DATABASE = "simulation";
    private static final Duration BETWEEN_STORIES = Duration.ofDays(7);

    final MortalNode node = new MortalNode();
    final Sandbox sandbox;
    final VirtualClock clock;
    final JdbcClient jdbc;
    final Upstream caller;
    final FromCalcom fromCalcom;

    /** The route whose timer has stopped; null: none. */
    private String stopped;

    private final ConfigurableApplicationContext product;
    private final ProducerTemplate flows;
    /** Empties what was empty at first. */
    private final String empty;

    /** @param arguments of the program */
    World(String... arguments) {
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        var pool = TestDatabase.another(DATABASE);
        jdbc = JdbcClient.create(own(pool));
        clock = new VirtualClock(sandbox, jdbc);
        jdbc.sql("alter database " + DATABASE + " set search_path = virtual, public, pg_catalog")
                .update();
        // PostgreSQL itself does not die here.
        jdbc.sql("alter database " + DATABASE + " set synchronous_commit = off").update();
        var program = new SpringApplication(Interlude.class);
        program.setAdditionalProfiles("sandbox");
        program.setRegisterShutdownHook(false);
        program.addInitializers(this::prepare);
        product = program.run(arguments);
        product.getBean(CircuitBreakerRegistry.class)
                .getAllCircuitBreakers()
                .forEach(CircuitBreaker::transitionToDisabledState);
        flows = product.getBean(CamelContext.class).createProducerTemplate();
        var port = product.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        caller = new Upstream(port);
        fromCalcom = new FromCalcom(sandbox, caller, jdbc, port);
        var emptyAtFirst = jdbc
                .sql(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
                                + " and table_name not like 'qrtz%' order by 1")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> jdbc.sql("select not exists (select from public." + table + ")")
                        .query(Boolean.class)
                        .single())
                .toList();
        // Of few rows this is faster than to truncate, which makes each table and index anew; triggers would tell of
        // what is deleted.
        empty = "set session_replication_role = replica; %s; set session_replication_role = origin"
                .formatted(emptyAtFirst.stream()
                        .map(table -> "delete from public." + table)
                        .collect(Collectors.joining("; ")));
    }

    private void prepare(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("mortalNode", node);
        context.getBeanFactory().registerSingleton("virtualClock", clock);
        context.getBeanFactory().registerSingleton("mortalPool", new MortalPool(node, clock));
        TestPropertyValues.of(
                        "server.port=0",
                        "management.server.port=0",
                        "interlude.routes=" + SimulatedFlows.copied(),
                        "spring.datasource.url=" + TestDatabase.url(DATABASE),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=postgres",
                        "spring.flyway.enabled=false",
                        "interlude.calcom.accounts.salon.base-url=" + sandbox.baseUrl(),
                        "interlude.calcom.accounts.salon.calls=1000000",
                        "interlude.calcom.accounts.salon.burst=2000",
                        "interlude.calcom.response-timeout=2000",
                        "interlude.availability.horizon-days=73000",
                        "interlude.sync.days-ahead=60",
                        "interlude.saga.recovery-workers=1")
                .applyTo(context);
    }

    /** One connection that stays: each call of the clock would otherwise start a process of PostgreSQL. */
    private static SingleConnectionDataSource own(DataSource database) {
        try {
            return new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A week later, everything forgotten on both sides. */
    void begin(long seed) {
        node.begin();
        sandbox.reset();
        sandbox.webhooks(new Trouble(1, 0, 0, 0, seed));
        clock.forward(BETWEEN_STORIES);
        jdbc.sql(empty).update();
        fromCalcom.registered();
        node.begin();
    }

    void stop(String timer) {
        stopped = timer;
    }

    /** One tick of a timer. */
    void tick(String route) {
        if (!node.isDead() && !route.equals(stopped)) {
            flows.send("direct:" + route, exchange -> {});
        }
    }

    @Override
    public void close() {
        product.close();
        sandbox.close();
    }
}
