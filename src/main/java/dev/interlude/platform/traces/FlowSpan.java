package dev.interlude.platform.traces;

import dev.interlude.platform.Trace;
import dev.interlude.platform.Traceparent;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;

/** A span with the few attributes that can hold no personal data: Camel's others quote URLs, and the texts of failures. */
final class FlowSpan implements Span {

    /** Of what has a span already. */
    static final FlowSpan NONE =
            new FlowSpan("", SpanKind.INTERNAL, io.opentelemetry.api.trace.Span.getInvalid(), Trace.Work.NONE);

    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    private final String name;
    private final SpanKind kind;
    private final io.opentelemetry.api.trace.Span span;
    private final Trace.Work former;

    FlowSpan(String name, SpanKind kind, io.opentelemetry.api.trace.Span span, Trace.Work former) {
        this.name = name;
        this.kind = kind;
        this.span = span;
        this.former = former;
    }

    boolean isOf(String flow) {
        return name.equals(flow);
    }

    boolean isCall() {
        return kind == SpanKind.CLIENT;
    }

    /** What this thread stores and calls from now on continues from here. */
    void begin() {
        if (this != NONE) {
            var made = span.getSpanContext();
            var place = former.place() == null ? new Traceparent(made.getTraceId(), null, false, true) : former.place();
            Trace.enter(Trace.work().at(place.at(made.getSpanId(), made.isSampled())));
        }
    }

    void end() {
        if (this == NONE) {
            return;
        }
        var work = Trace.work();
        set("interlude.booking", work.booking());
        set("interlude.saga", work.saga());
        span.end();
        // A worker may follow another trace by now.
        if (work.place() != null
                && work.place().traceId().equals(span.getSpanContext().getTraceId())) {
            Trace.enter(work.at(former.place()));
        }
    }

    @Override
    public void setTag(String key, String value) {
        switch (key) {
            case TagConstants.HTTP_METHOD -> set("http.request.method", value);
            case TagConstants.HTTP_STATUS -> answered(Integer.parseInt(value));
            case TagConstants.URL_PATH -> set("http.route", kind == SpanKind.SERVER ? "/" + value : null);
            default -> {} // may quote anything
        }
    }

    private void answered(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= (isCall() ? REFUSED : FAILED)) {
            setError(true);
        }
    }

    private void set(String key, String value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }

    @Override
    public void setError(boolean isError) {
        if (isError) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void setComponent(String component) {
        // The name says enough.
    }

    @Override
    public void log(Map<String, String> fields) {
        // Lines of the log stay in the log.
    }
}
