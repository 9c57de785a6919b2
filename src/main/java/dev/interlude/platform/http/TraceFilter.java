package dev.interlude.platform.http;

import dev.interlude.platform.Ids;
import dev.interlude.platform.Trace;
import dev.interlude.platform.Traceparent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request its trace: the caller's (W3C {@code traceparent}) or a new one. It is in every problem and log line,
 * and in what is called because of the request.
 */
final class TraceFilter extends OncePerRequestFilter {

    static final String ATTRIBUTE = "interlude.traceId";

    private final Ids ids;

    TraceFilter(Ids ids) {
        this.ids = ids;
    }

    static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var place = received(request).orElseGet(() -> Traceparent.begun(ids.next()));
        request.setAttribute(ATTRIBUTE, place.traceId());
        Trace.enter(new Trace.Work(place, null, null));
        try {
            chain.doFilter(request, response);
        } finally {
            Trace.enter(Trace.Work.NONE);
        }
    }

    /** Of two headers neither can be trusted. */
    private static Optional<Traceparent> received(HttpServletRequest request) {
        var all = Collections.list(request.getHeaders(Traceparent.HEADER));
        return all.size() == 1 ? Traceparent.received(all.get(0)) : Optional.empty();
    }
}
