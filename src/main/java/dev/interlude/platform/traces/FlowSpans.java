package dev.interlude.platform.traces;

import dev.interlude.platform.Trace;
import dev.interlude.platform.Traceparent;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.regex.Pattern;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;

/**
 * Makes spans within the trace that the thread works for. Camel's own take their parent from the exchange; here one exchange
 * may work on many deliveries, and what recovery continues began in another process.
 */
final class FlowSpans implements SpanLifecycleManager {

    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ /.*");
    private static final Pattern CALL = Pattern.compile("[A-Z]+");

    private final Tracer spans;

    FlowSpans(Tracer spans) {
        this.spans = spans;
    }

    @Override
    public Span create(String name, Span around, SpanContextPropagationExtractor headers) {
        var kind = kind(name);
        // Camel tells that a flow is called, and that it begins.
        if (kind == SpanKind.INTERNAL && around instanceof FlowSpan caller && caller.isOf(name)) {
            return FlowSpan.NONE;
        }
        var former = Trace.work();
        var made = spans.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent(former.place()))
                .startSpan();
        return new FlowSpan(name, kind, made, former);
    }

    private static SpanKind kind(String name) {
        if (REQUEST.matcher(name).matches()) {
            return SpanKind.SERVER;
        }
        return CALL.matcher(name).matches() ? SpanKind.CLIENT : SpanKind.INTERNAL;
    }

    private static Context parent(Traceparent place) {
        if (place == null || place.spanId() == null) {
            return Context.root();
        }
        var span = SpanContext.createFromRemoteParent(
                place.traceId(),
                place.spanId(),
                place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(span));
    }

    @Override
    public void activate(Span span) {
        ((FlowSpan) span).begin();
    }

    @Override
    public void deactivate(Span span) {
        ((FlowSpan) span).end();
    }

    @Override
    public void close(Span span) {
        // It has ended.
    }

    /** Only calls that leave carry it. */
    @Override
    public void inject(Span span, SpanContextPropagationInjector headers, boolean ignored) {
        if (((FlowSpan) span).isCall()) {
            headers.put(Traceparent.HEADER, Trace.work().place().header());
        }
    }
}
