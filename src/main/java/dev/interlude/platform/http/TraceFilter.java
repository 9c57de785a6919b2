package dev.interlude.platform.http;

import dev.interlude.platform.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its trace id: the caller's (W3C traceparent) or a new one. It is in every problem and log line. */
final class TraceFilter extends OncePerRequestFilter {

    static final String ATTRIBUTE = "interlude.traceId";
    private static final String KEY = Trace.TRACE;
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = traceId(request.getHeader("traceparent"));
        request.setAttribute(ATTRIBUTE, id);
        MDC.put(KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
            MDC.remove(Trace.BOOKING);
        }
    }

    private static String traceId(String traceparent) {
        var theirs = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return theirs.matches() ? theirs.group(1) : UUID.randomUUID().toString().replace("-", "");
    }
}
