package dev.interlude.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One address of an upstream system that wants to be told; it believes nothing that is not signed. */
public final class Receiver {

    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(60));
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String path = "/hooks/" + COUNT.incrementAndGet();

    public Receiver() {
        synchronized (SERVER) {
            if (!SERVER.isRunning()) {
                SERVER.start();
            }
        }
        answers(204);
    }

    /** What came, read by the libraries a receiver would use. */
    public record Told(
            String id, String type, String subject, String sequence, JsonNode data, int answered, Request request) {}

    public String url() {
        return "http://localhost:" + SERVER.port() + path;
    }

    public String path() {
        return path;
    }

    public void answers(int status) {
        answers(aResponse().withStatus(status));
    }

    public void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(urlEqualTo(path)).willReturn(answer));
    }

    /** In the order in which it came, whatever was answered. */
    public List<ServeEvent> raw() {
        var latestFirst = SERVER.getAllServeEvents();
        return IntStream.range(0, latestFirst.size())
                .mapToObj(n -> latestFirst.get(latestFirst.size() - 1 - n))
                .filter(event -> event.getRequest().getUrl().equals(path))
                .toList();
    }

    public List<Told> told(String secret) {
        return raw().stream().map(event -> read(event, secret)).toList();
    }

    /** The types of what was taken, of one subject. */
    public List<String> taken(String secret, String subject) {
        return told(secret).stream()
                .filter(told -> told.answered() < 300 && told.subject().equals(subject))
                .map(Told::type)
                .toList();
    }

    private static Told read(ServeEvent event, String secret) {
        var request = event.getRequest();
        var headers = new HashMap<String, List<String>>();
        request.getHeaders().all().forEach(header -> headers.put(header.key(), new ArrayList<>(header.values())));
        try {
            new Webhook(secret).verify(request.getBodyAsString(), HttpHeaders.of(headers, (name, value) -> true));
        } catch (WebhookVerificationException e) {
            throw new AssertionError("not signed with " + secret, e);
        }
        var told = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .deserialize(request.getBody());
        return new Told(
                told.getId(),
                told.getType(),
                told.getSubject(),
                String.valueOf(told.getExtension("sequence")),
                Upstream.parsed(request.getBodyAsString()).path("data"),
                event.getResponse().getStatus(),
                request);
    }
}
