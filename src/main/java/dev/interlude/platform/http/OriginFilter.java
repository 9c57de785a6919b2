package dev.interlude.platform.http;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses cross-origin requests to the management port: an operator's browser would send the login along. */
final class OriginFilter extends OncePerRequestFilter {

    private static final Problem FOREIGN =
            Problem.of(ProblemCode.FORBIDDEN, "Pages of another origin may not ask the management port");

    private final ProblemWriter problems;

    OriginFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var origin = request.getHeader("Origin");
        if (origin == null || isOwn(origin, request.getHeader("Host"))) {
            chain.doFilter(request, response);
        } else {
            problems.write(request, response, FOREIGN);
        }
    }

    private static boolean isOwn(String origin, String host) {
        try {
            var authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
