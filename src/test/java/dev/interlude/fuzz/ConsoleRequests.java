package dev.interlude.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Requests to the management port by somebody who is logged in, with the cookie and the token that a page has given. */
final class ConsoleRequests {

    private static final List<String> PAGES = List.of(
            "/console",
            "/console/attention",
            "/console/day",
            "/console/waitlist",
            "/console/health",
            "/console/search",
            "/console/bookings/",
            "/console/console.css",
            "/console/nothing",
            "/actuator",
            "/actuator/info",
            "/actuator/prometheus",
            "/actuator/loggers/nothing",
            "/error");
    private static final Pattern COOKIE = Pattern.compile("set-cookie: ([^;\r]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

    private final Ids ids;
    private final String login;
    private final long seed;
    private final int port;
    private volatile String cookie = "";
    private volatile String token = "";

    ConsoleRequests(Ids ids, int port, String key, long seed) {
        this.ids = ids;
        this.port = port;
        this.login = "Authorization: Basic " + Base64.getEncoder().encodeToString(("admin:" + key).getBytes(UTF_8));
        this.seed = seed;
    }

    /** Reads a page with a form. */
    void logIn() throws IOException {
        var page = Wire.send(port, request("GET", "/console/search", List.of(login), new byte[0]));
        var found = TOKEN.matcher(page.body());
        token = found.find() ? found.group(1) : "";
        var session = COOKIE.matcher(page.rawHead());
        cookie = session.find() ? session.group(1) : "";
        if (token.isEmpty()) {
            throw new IllegalStateException("The console gave no form to " + page.status());
        }
    }

    Request number(int n) {
        var random = Oddities.random(seed, n);
        var odd = new Oddities(random);
        var headers = new ArrayList<>(List.of(login, "Cookie: " + cookie));
        var path = odd.one(PAGES);
        if (path.endsWith("/")) {
            path += random.nextBoolean() ? ids.uuid(random) : encoded(odd.text());
        }
        if (random.nextBoolean()) {
            path += "?" + odd.one(List.of("date", "q", "x")) + "=" + encoded(odd.text());
        }
        if (random.nextBoolean()) {
            return request("GET", path, headers, new byte[0]);
        }
        headers.add("Content-Type: application/x-www-form-urlencoded");
        var form = new StringBuilder("_csrf=").append(encoded(random.nextInt(6) > 0 ? token : odd.text()));
        form.append("&action=").append(odd.one(List.of("move", "cancel", "looked-at", "%00")));
        for (var name : List.of("q", "id", "booking", "once", "reason", "kind", "start", "note", "entry")) {
            if (random.nextInt(3) == 0) {
                form.append('&')
                        .append(name)
                        .append('=')
                        .append(encoded(random.nextInt(3) == 0 ? ids.uuid(random) : odd.text()));
            }
        }
        var body = random.nextInt(8) == 0
                ? odd.bent(form.toString())
                : form.toString().getBytes(ISO_8859_1);
        return request(odd.one(List.of("POST", "POST", "POST", "PUT", "DELETE")), path, headers, body);
    }

    private static Request request(String method, String target, List<String> headers, byte[] body) {
        var framing = body.length == 0 ? Request.Framing.NONE : Request.Framing.LENGTH;
        return new Request("the management port", method, target, headers, body, framing, null, "127.0.0.1");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
