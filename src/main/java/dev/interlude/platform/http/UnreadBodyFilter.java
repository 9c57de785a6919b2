package dev.interlude.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says {@code Connection: close} when a request is refused before its body was read, as {@link UnreadBodyValve} may close
 * the connection: its client would send the next request over it and get no answer.
 */
final class UnreadBodyFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void sendError(int status) throws IOException {
                announceClose(request, response);
                super.sendError(status);
            }

            @Override
            public void sendError(int status, String why) throws IOException {
                announceClose(request, response);
                super.sendError(status, why);
            }
        });
    }

    /** To be called before the answer is written. */
    static void announceClose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var sendsBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (sendsBody && !request.getInputStream().isFinished()) {
            response.setHeader("Connection", "close");
        }
    }
}
