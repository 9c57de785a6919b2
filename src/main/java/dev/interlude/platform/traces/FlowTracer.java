package dev.interlude.platform.traces;

import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/**
 * Camel's OpenTelemetry component, for few endpoints: requests, HTTP calls and the flows that the settings name. All others
 * would be a hundred spans for a booking, and some for each tick of a clock.
 */
final class FlowTracer extends OpenTelemetryTracer {

    private static final Pattern HTTP = Pattern.compile("(platform-http:|https?:).*");

    private final Tracer spans;
    private final Pattern flows;
    private final Map<String, Boolean> excluded = new ConcurrentHashMap<>();

    /** @param flows ids of routes; {@code *} at the end stands for any rest */
    FlowTracer(Tracer spans, List<String> flows) {
        this.spans = spans;
        this.flows = Pattern.compile("direct://(" + String.join("|", flows).replace("-*", "-.*") + ")");
    }

    @Override
    protected void initTracer() {
        super.initTracer();
        setSpanLifecycleManager(new FlowSpans(spans));
    }

    @Override
    public boolean exclude(String endpoint, CamelContext camel) {
        return excluded.computeIfAbsent(
                endpoint,
                uri -> !HTTP.matcher(uri).matches() && !flows.matcher(uri).matches());
    }
}
