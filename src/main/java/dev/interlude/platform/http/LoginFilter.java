package dev.interlude.platform.http;

import dev.interlude.platform.Guesses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits guessing of the management port's login. */
final class LoginFilter extends OncePerRequestFilter {

    private static final String LOGIN = "login";

    private final Guesses guesses;
    private final ProblemWriter problems;

    LoginFilter(Guesses guesses, ProblemWriter problems) {
        this.guesses = guesses;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader("Authorization");
        var address = request.getRemoteAddr();
        if (given == null) {
            chain.doFilter(request, response);
        } else if (!guesses.mayTry(address, given)) {
            problems.write(request, response, guesses.refused(LOGIN));
        } else {
            chain.doFilter(request, response);
            if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                guesses.wrong(address, given, LOGIN);
            } else {
                guesses.right(address, given);
            }
        }
    }
}
