package dev.interlude.platform.http;

import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits concurrent requests, so that neither the API nor the webhooks take all threads: some stay for health checks.
 */
final class RoomFilter extends OncePerRequestFilter {

    private static final Problem BUSY = Problem.of(ProblemCode.UNAVAILABLE, "Too many requests are under way")
            .withRetryAfter(1);

    private final ProblemWriter problems;
    private final Semaphore all;
    private final Semaphore webhooks;

    RoomFilter(PlatformSettings settings, ProblemWriter problems) {
        this.problems = problems;
        this.all = new Semaphore(settings.api().requestsAtOnce());
        this.webhooks = new Semaphore(settings.api().webhookRequestsAtOnce());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/health/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var room = request.getRequestURI().startsWith("/webhooks") ? webhooks : all;
        if (!room.tryAcquire()) {
            problems.write(request, response, BUSY);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release();
        }
    }
}
