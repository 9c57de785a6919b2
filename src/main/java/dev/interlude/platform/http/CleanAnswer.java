package dev.interlude.platform.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Set;
import java.util.TreeSet;

/** An answer that only carries the headers of our contract, whatever a route left in its message. */
final class CleanAnswer extends HttpServletResponseWrapper {

    private static final Set<String> KNOWN = known(
            "Content-Type",
            "Content-Length",
            "Location",
            "Retry-After",
            "Idempotent-Replayed",
            "Allow",
            "Cache-Control");

    CleanAnswer(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setHeader(String name, String value) {
        if (KNOWN.contains(name)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        setHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long value) {}

    @Override
    public void addDateHeader(String name, long value) {}

    private static Set<String> known(String... names) {
        var known = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(Set.of(names));
        return known;
    }
}
