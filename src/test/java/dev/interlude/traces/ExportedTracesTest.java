package dev.interlude.traces;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.logs.PersonalData;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("integration")
@DisplayName("A server that exports traces")
@Timeout(180)
class ExportedTracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    private static Collector collector;
    private static Sandbox sandbox;
    private static ServerProcess server;
    private static Upstream caller;
    private static Receiver receiver;

    private final Day day = Day.fresh();

    @BeforeAll
    static void start() throws IOException {
        collector = new Collector();
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        server = ServerProcess.start(
                        "traces",
                        TestDatabase.url("traces"),
                        sandbox.baseUrl(),
                        Map.of(
                                "INTERLUDE_TRACES_URL",
                                collector.url(),
                                "INTERLUDE_TRACES_AUTHORIZATION",
                                "Basic for-the-collector"))
                .awaitReady();
        caller = new Upstream(URI.create(server.url()).getPort());
        receiver = new Receiver();
        var subscription = RequestBodies.object().put("url", receiver.url());
        subscription.putArray("events").add("booking.created");
        var subscribed = caller.post("/api/v1/subscriptions", subscription);
        assertThat(subscribed.status()).as(subscribed.text()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
        collector.close();
    }

    @Test
    @DisplayName("shows a booking of two as one trace: from the caller's span to both creates and the event")
    void composite() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var booked = caller.book(
                RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"),
                "traceparent",
                "00-" + trace + "-" + CALLERS_SPAN + "-01");
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        var spans = awaitDelivery(trace);

        var request = only(spans, "POST /api/v1/bookings");
        assertThat(Collector.parent(request)).isEqualTo(CALLERS_SPAN);
        assertThat(request.getKind()).isEqualTo(SPAN_KIND_SERVER);
        assertThat(Collector.attribute(request, "http.route")).isEqualTo("/api/v1/bookings");
        var creates = spans.stream()
                .filter(span -> span.getKind() == SPAN_KIND_CLIENT)
                .filter(span -> span.getName().equals("POST"))
                .filter(span -> lineage(span, spans).contains("booking-create-segment"))
                .toList();
        assertThat(creates).hasSize(2).allSatisfy(create -> {
            assertThat(lineage(create, spans))
                    .containsExactly(
                            "POST",
                            "calcom-guard-salon/bookings-write",
                            "booking-create-segment",
                            "POST /api/v1/bookings");
            assertThat(Collector.attribute(create, "interlude.booking")).isEqualTo(booked.id());
            assertThat(Collector.attribute(create, "interlude.saga")).isEqualTo(booked.at("/sagaId"));
        });
        assertThat(spans)
                .filteredOn(span -> span.getName().equals("booking-create-segment"))
                .hasSize(2);
        assertThat(new AtCalcom(sandbox).requests(Operation.CREATE))
                .map(call -> call.headers().get("traceparent"))
                .as("Cal.com got the span of each create")
                .containsAll(creates.stream()
                        .map(span -> "00-" + trace + "-" + Collector.id(span) + "-01")
                        .toList());
        var header = eventHeader(booked.id());
        var delivery = spans.stream()
                .filter(span -> header.equals("00-" + trace + "-" + Collector.id(span) + "-01"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span of the event that came with " + header));
        assertThat(lineage(delivery, spans)).containsExactly("POST", "outbox-call-subscriber", "POST /api/v1/bookings");
        assertThat(collector.authorizations()).containsOnly("Basic for-the-collector");
        requireNothingPersonal();
    }

    @Test
    @DisplayName("shows a booking made in Cal.com as one trace: from its webhook to the event, under the delivery's id")
    void webhook() {
        var jdbc = JdbcClient.create(TestDatabase.another("traces"));
        var told =
                new FromCalcom(sandbox, caller, jdbc, URI.create(server.url()).getPort());
        told.registered();
        var uid = told.booked(101, day.instant("11:00"), "somebody@example.com");
        var booking = told.ours(uid);
        var trace = told.deliveryOf(uid).replace("-", "");
        var spans = awaitDelivery(trace);

        var request = only(spans, "POST /webhooks/calcom");
        assertThat(Collector.parent(request)).as("the trace begins with it").isEmpty();
        assertThat(spans)
                .filteredOn(span -> span.getName().equals("outbox-call-subscriber"))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(lineage(span, spans))
                        .containsExactly("outbox-call-subscriber", "POST /webhooks/calcom"));
        assertThat(eventHeader(booking)).startsWith("00-" + trace + "-");
        assertThat(caller.read(booking).at("/traceId")).isEqualTo(trace);
        requireNothingPersonal();
    }

    private static void requireNothingPersonal() {
        assertThat(PersonalData.in(collector.text())).isEmpty();
        assertThat(collector.text()).doesNotContain("/hooks/", "cal_sandbox", ServerProcess.KEY, "attendee");
    }

    /** The spans of a trace once those of the event's delivery and of the request have come: either may end first. */
    private static List<Span> awaitDelivery(String trace) {
        await("the spans of " + trace).atMost(PATIENCE).until(() -> {
            var spans = collector.spansOf(trace);
            return spans.stream().anyMatch(span -> span.getName().equals("outbox-call-subscriber"))
                    && spans.stream().anyMatch(span -> span.getKind() == SPAN_KIND_SERVER);
        });
        return collector.spansOf(trace);
    }

    private static Span only(List<Span> spans, String name) {
        assertThat(spans).filteredOn(span -> span.getName().equals(name)).hasSize(1);
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The names of a span and those around it, as far as they are ours. */
    private static List<String> lineage(Span span, List<Span> spans) {
        var names = new ArrayList<String>();
        for (var one = span; one != null; ) {
            names.add(one.getName());
            var parent = Collector.parent(one);
            one = spans.stream()
                    .filter(other -> Collector.id(other).equals(parent))
                    .findFirst()
                    .orElse(null);
        }
        return names;
    }

    private static String eventHeader(String booking) {
        return receiver.raw().stream()
                .map(event -> event.getRequest())
                .filter(request -> request.getBodyAsString().contains(booking))
                .map(request -> request.getHeader("traceparent"))
                .findFirst()
                .orElseThrow();
    }
}
