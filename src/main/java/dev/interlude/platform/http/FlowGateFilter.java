package dev.interlude.platform.http;

import dev.interlude.platform.flows.FlowGate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** A request, just before it reaches its route. */
final class FlowGateFilter extends OncePerRequestFilter {

    private final FlowGate gate;

    FlowGateFilter(FlowGate gate) {
        this.gate = gate;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        gate.enter();
        try {
            chain.doFilter(request, response);
        } finally {
            gate.leave();
        }
    }
}
