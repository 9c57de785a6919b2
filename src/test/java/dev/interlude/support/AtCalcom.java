package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.Booking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Cal.com holds and what it was asked. */
public final class AtCalcom {

    private static final Pattern SLOTS_OF = Pattern.compile("/v2/slots\\?.*start=([0-9-]{10}).*&end=([0-9-]{10})");

    private final Sandbox sandbox;

    public AtCalcom(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** What it was asked since the test began, oldest first. */
    public List<Received> requests(Operation operation) {
        return sandbox.requests().stream()
                .filter(r -> r.operation() == operation)
                .toList();
    }

    public List<Received> requests() {
        return sandbox.requests();
    }

    /** What it was asked since the test began that has to do with a day; reading again what others asked for has not. */
    public List<Received> requestsAbout(LocalDate day) {
        return sandbox.requests().stream()
                .filter(r -> {
                    var days = SLOTS_OF.matcher(r.target());
                    return !days.find()
                            || !LocalDate.parse(days.group(1)).isAfter(day)
                                    && !LocalDate.parse(days.group(2)).isBefore(day);
                })
                .toList();
    }

    /** Whether it was asked to change anything since the test began. */
    public List<Received> writes() {
        return sandbox.requests().stream()
                .filter(r -> !r.method().equals("GET"))
                .toList();
    }

    /** The create that somebody else sends straight to Cal.com. */
    public static HttpRequest byOthers(Sandbox sandbox, long eventType, Instant start) {
        var requestBody = RequestBodies.object().put("start", start.toString()).put("eventTypeId", eventType);
        requestBody
                .putObject("attendee")
                .put("name", "Somebody Else")
                .put("email", "else@example.com")
                .put("timeZone", "Europe/Berlin");
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v2/bookings"))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("cal-api-version", "2024-08-13")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(requestBody.toString()))
                .build();
    }

    /** Somebody else books at Cal.com, past us; returns the uid. */
    public String bookedByOthers(long eventType, Instant start) {
        var request = byOthers(sandbox, eventType, start);
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            sandbox.forgetRequests();
            return new ObjectMapper().readTree(answer.body()).at("/data/uid").asText();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Booking booking(String uid) {
        return sandbox.bookings().stream()
                .filter(b -> b.uid.equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Cal.com has no booking " + uid));
    }

    /** All rows of one booking of ours, also those that are cancelled. */
    public List<Booking> rowsOf(String bookingId) {
        return sandbox.bookings().stream()
                .filter(b ->
                        bookingId.equals(b.metadata.path("interludeBooking").asText()))
                .toList();
    }

    /** The rows of one booking of ours that take their host's time, by start. */
    public List<Booking> liveOf(String bookingId) {
        return rowsOf(bookingId).stream()
                .filter(b -> b.status.isOpen())
                .sorted(Comparator.comparing(b -> b.start))
                .toList();
    }

    /** What takes somebody's time on a day, whoever made it. */
    public List<Booking> liveOn(Day day) {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen())
                .filter(b -> b.start.atZone(Day.BERLIN).toLocalDate().equals(day.date()))
                .toList();
    }

    /** All that is open and was made by us, whatever test it is of, and what others made that we know of. */
    public List<Booking> liveOfOursAnd(Set<String> uids) {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && (b.metadata.has("interludeSegment") || uids.contains(b.uid)))
                .toList();
    }

    /** Somebody moves a booking at Cal.com's own screen; returns its new uid. */
    public String movedByOthers(String uid, Instant start) {
        return ask(
                        sandbox,
                        "POST",
                        "/v2/bookings/" + uid + "/reschedule",
                        RequestBodies.object().put("start", start.toString()))
                .at("/data/uid")
                .asText();
    }

    /** Somebody cancels a booking at Cal.com's own screen. */
    public void cancelledByOthers(String uid) {
        var answer = ask(
                sandbox,
                "POST",
                "/v2/bookings/" + uid + "/cancel",
                RequestBodies.object().put("cancellationReason", "ill"));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }

    /** Asks Cal.com past the product, as somebody at Cal.com's own screen would. */
    public static JsonNode ask(Sandbox sandbox, String method, String path, JsonNode body) {
        return ask(sandbox, "2024-08-13", method, path, body);
    }

    /** From now on the host must confirm bookings of this event type, or need not. */
    public void confirmation(long eventType, JsonNode policy) {
        var body = RequestBodies.object().<ObjectNode>set("confirmationPolicy", policy);
        var answer = ask(sandbox, "2024-06-14", "PATCH", "/v2/event-types/" + eventType, body);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }

    private static JsonNode ask(Sandbox sandbox, String version, String method, String path, JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("Content-Type", "application/json")
                .header("X-Made-By", "test")
                .header("cal-api-version", version)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
