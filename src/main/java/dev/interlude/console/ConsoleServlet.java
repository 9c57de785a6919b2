package dev.interlude.console;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.web.csrf.CsrfToken;

/** Shows the console's pages. The login and the token against foreign forms are checked before, as for all of this port. */
final class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    /** Pages need neither scripts nor anything from elsewhere. */
    private static final String CONTENT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final transient ConsolePages pages;
    private final transient Templates templates;

    ConsoleServlet(ConsolePages pages, Templates templates) {
        this.pages = pages;
        this.templates = templates;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = path(request);
        if (path.isEmpty()) {
            response.sendRedirect("/console/attention");
        } else if (path.equals("/console.css")) {
            style(response);
        } else {
            answer(request, response, shown(() -> pages.read(path, parameters(request))));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, shown(() -> pages.act(path(request), parameters(request))));
    }

    private static Page shown(Supplier<Page> page) {
        try {
            return page.get();
        } catch (ActionRefused e) {
            return Page.of("refused", "Not available", Map.of()).refusing(e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException {
        var shown = page == null
                ? new Page("refused", "Not found", 404, Map.of("refused", "There is no such page."))
                : page;
        var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        var model = new HashMap<>(shown.model());
        model.put("title", shown.title());
        model.put("view", shown.view());
        model.put("csrf", token == null ? "" : token.getToken());
        model.put("once", UUID.randomUUID().toString());
        model.putIfAbsent("done", null);
        model.putIfAbsent("refused", null);
        response.setStatus(shown.status());
        response.setHeader("Content-Security-Policy", CONTENT_POLICY);
        response.setHeader("Referrer-Policy", "same-origin"); // with no-referrer, browsers hide the origin of forms
        write(response, "text/html", templates.render(shown.view(), model));
    }

    private static void style(HttpServletResponse response) throws IOException {
        try (var style = ConsoleServlet.class.getResourceAsStream("/console/console.css")) {
            write(response, "text/css", new String(style.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void write(HttpServletResponse response, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static String path(HttpServletRequest request) {
        var path = request.getPathInfo();
        return path == null || path.equals("/") ? "" : path;
    }

    private static Map<String, String> parameters(HttpServletRequest request) {
        var parameters = new HashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        return parameters;
    }
}
