package dev.interlude.platform.http;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Guesses;
import dev.interlude.platform.RequestLimits;
import dev.interlude.platform.jdbc.KnownKeys;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates the caller and applies its rate limit. Authorization comes later. */
final class BearerKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_KEY = 512;
    private static final String WHAT = "key";

    private final KnownKeys keys;
    private final RequestLimits limits;
    private final Guesses guesses;
    private final ProblemWriter problems;

    BearerKeyFilter(KnownKeys keys, RequestLimits limits, Guesses guesses, ProblemWriter problems) {
        this.guesses = guesses;
        this.keys = keys;
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = bearer(request);
        var address = request.getRemoteAddr();
        if (key.isPresent() && !guesses.mayTry(address, key.get())) {
            problems.write(request, response, guesses.refused(WHAT));
            return;
        }
        Optional<Caller> caller;
        try {
            caller = key.flatMap(keys::caller);
        } catch (DataAccessException e) {
            problems.write(request, response, e);
            return;
        }
        if (key.isPresent() && caller.isEmpty()) {
            guesses.wrong(address, key.get(), WHAT);
        }
        if (caller.isPresent()) {
            guesses.right(address, key.get());
            var quota = limits.take(caller.get());
            response.setHeader("RateLimit-Policy", "\"minute\";q=%d;w=60".formatted(quota.limit()));
            response.setHeader("RateLimit", "\"minute\";r=%d;t=%d".formatted(quota.remaining(), quota.seconds()));
            if (!quota.granted()) {
                problems.write(request, response, tooMany(quota));
                return;
            }
            signIn(caller.get());
        }
        chain.doFilter(request, response);
    }

    private static Problem tooMany(RequestLimits.Quota quota) {
        return Problem.of(ProblemCode.RATE_LIMITED, "This key may ask %d times a minute".formatted(quota.limit()))
                .withRetryAfter(quota.seconds());
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return header != null
                        && header.length() <= LONGEST_KEY
                        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip()).filter(key -> !key.isEmpty())
                : Optional.empty();
    }

    private static void signIn(Caller caller) {
        var roles = caller.roles().stream().map(Enum::name).toArray(String[]::new);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                caller, null, AuthorityUtils.createAuthorityList(roles)));
        SecurityContextHolder.setContext(context);
    }
}
