package dev.interlude.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the console as a browser does: keeps cookies, follows redirects, sends the hidden fields of the form it has read. */
final class ConsoleClient {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String address;
    private final String login;

    ConsoleClient(int managementPort, String password) {
        this.address = "http://127.0.0.1:" + managementPort;
        this.login =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    /** Sends the form whose markup contains {@code about}, with these fields filled in. */
    HttpResponse<String> submit(HttpResponse<String> page, String about, Map<String, String> filled) {
        var form = Pattern.compile("(?s)<form.*?</form>")
                .matcher(page.body())
                .results()
                .map(found -> found.group())
                .filter(found -> found.contains(about))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no form with " + about + " in " + page.body()));
        var fields = new HashMap<String, String>();
        HIDDEN.matcher(form).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        fields.putAll(filled);
        var action = Pattern.compile("action=\"([^\"]+)\"").matcher(form);
        if (!action.find()) {
            throw new AssertionError("a form that goes nowhere: " + form);
        }
        return post(action.group(1), fields);
    }

    /** What a form of that page carries against foreign forms. */
    static String token(HttpResponse<String> page) {
        var hidden = HIDDEN.matcher(page.body());
        if (!hidden.find()) {
            throw new AssertionError("no form in " + page.body());
        }
        return hidden.group(2);
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Authorization", login).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
