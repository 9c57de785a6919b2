package dev.interlude.saga;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** One node with its own Camel, running the routes of {@code saga/trip.camel.yaml}. */
final class TripNode implements AutoCloseable {

    static final SagaSettings SETTINGS = settings("", Duration.ofMinutes(2), Duration.ofMinutes(1), 1000);

    final CamelContext camel;
    private final ProducerTemplate template;
    final SagaNode saga;
    final Trip trip;
    volatile SagaListener listener = (id, state) -> {};
    /** None: whatever is taken over is undone. */
    volatile AdoptingRoute adopting;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    TripNode(DataSource dataSource, SagaSettings settings) {
        var registry = new DefaultRegistry();
        camel = new DefaultCamelContext(registry);
        saga = new SagaNode(
                dataSource,
                settings,
                meters,
                new CamelStepCall(camel),
                () -> Stream.of((id, state) -> listener.settled(id, state)),
                LateFailures.LOGGED,
                () -> Optional.ofNullable(adopting));
        trip = new Trip(dataSource, saga.journal());
        registry.bind("sagaService", saga.service());
        registry.bind("trip", trip);
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:saga/trip.camel.yaml"));
            camel.start();
            template = camel.createProducerTemplate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    TripNode(DataSource dataSource) {
        this(dataSource, SETTINGS);
    }

    static SagaSettings lease(Duration lease) {
        return settings("", lease, Duration.ofMinutes(1), 1000);
    }

    /** Three attempts for each step; the rest as the product has it. */
    static SagaSettings settings(String node, Duration lease, Duration backOff, int purgeBatch) {
        return new SagaSettings(
                node,
                lease,
                Duration.ofMinutes(10),
                3,
                backOff,
                Duration.ofMinutes(10),
                20,
                4,
                Duration.ofDays(30),
                purgeBatch);
    }

    /** Sends legs through a route and answers with the failure, or null. */
    Exception send(String route, String... legs) {
        return exchange(route, legs).getException();
    }

    private Exchange exchange(String route, String... legs) {
        return template.send(
                "direct:" + route, exchange -> exchange.getMessage().setBody(List.of(legs)));
    }

    SagaId lastSaga() {
        return SagaId.of(trip.lastSaga);
    }

    SagaState state() {
        return saga.journal().state(lastSaga()).orElse(null);
    }

    @Override
    public void close() {
        camel.stop();
        saga.close();
    }
}
