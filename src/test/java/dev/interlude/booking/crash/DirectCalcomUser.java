package dev.interlude.booking.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Somebody who uses Cal.com without asking us. */
final class DirectCalcomUser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox calcom;

    DirectCalcomUser(Sandbox calcom) {
        this.calcom = calcom;
    }

    /** Answers with the status. */
    CompletableFuture<Integer> asks(long eventType, Instant start) {
        return book(eventType, start).thenApply(answer -> answer.status);
    }

    /** Answers with the uid. */
    String books(long eventType, Instant start) {
        var answer = book(eventType, start).join();
        if (answer.status != 201) {
            throw new IllegalStateException("Cal.com answered " + answer);
        }
        return answer.body.path("data").path("uid").asText();
    }

    void cancels(String uid) {
        post("/v2/bookings/" + uid + "/cancel", Map.of("cancellationReason", "changed my mind"))
                .join();
    }

    /** Answers with the new uid. */
    String moves(String uid, Instant start) {
        return post("/v2/bookings/" + uid + "/reschedule", Map.of("start", start.toString()))
                .join()
                .body
                .path("data")
                .path("uid")
                .asText();
    }

    private record Answer(int status, JsonNode body) {}

    private CompletableFuture<Answer> book(long eventType, Instant start) {
        return post(
                "/v2/bookings",
                Map.of(
                        "eventTypeId",
                        eventType,
                        "start",
                        start.toString(),
                        "attendee",
                        Map.of("name", "Stranger", "email", "stranger@example.com", "timeZone", "Europe/Berlin")));
    }

    private CompletableFuture<Answer> post(String path, Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(calcom.baseUrl() + path))
                    .header("Authorization", "Bearer " + Sandbox.KEY)
                    .header("cal-api-version", "2024-08-13")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            return HTTP.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(answer -> {
                try {
                    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
