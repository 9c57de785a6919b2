package dev.interlude.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.Client;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What the demo shows: a composite booked, its pause filled, another one undone. Every line comes from a real answer. */
final class DemoScript {

    private static final int SHOWN = 4;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final DemoScreen screen;
    private final Client interlude;
    private final Client calcom;
    private final LocalDate day;

    /** @param day a working day of the salon, in the future */
    DemoScript(DemoScreen screen, Client interlude, Client calcom, LocalDate day) {
        this.screen = screen;
        this.interlude = interlude;
        this.calcom = calcom;
        this.day = day;
    }

    void tell() throws IOException {
        var offer = offers();
        var booking = book(offer);
        fillThePause(booking);
        refuse();
    }

    private JsonNode offers() throws IOException {
        screen.chapter("1. When can Zoë have colour and style on " + day + "?");
        var answer = required(200, interlude.get(availability()));
        var offers = answer.path("offers");
        for (int i = 0; i < Math.min(SHOWN, offers.size()); i++) {
            screen.say(offer(offers.get(i)));
        }
        screen.quote("… and %d more, found in Cal.com's slots of three event types".formatted(offers.size() - SHOWN));
        return ofTwoPeople(offers);
    }

    private static JsonNode ofTwoPeople(JsonNode offers) {
        for (var offer : offers) {
            var segments = offer.path("segments");
            if (!segments.path(0).path("staff").equals(segments.path(1).path("staff"))) {
                return offer;
            }
        }
        return offers.get(0);
    }

    private JsonNode book(JsonNode offer) throws IOException {
        screen.chapter("2. She takes one with two people. To her it is one appointment …");
        var booking = required(201, interlude.post("/api/v1/bookings", request("Zoë Müller-O'Neill", offer)));
        screen.good("%s: %s, %s to %s"
                .formatted(
                        booking.path("id").asText(),
                        booking.path("status").asText(),
                        clock(booking, "start"),
                        clock(booking, "end")));
        screen.say("… to Cal.com it is two bookings, and the pause between them stays free:");
        for (var segment : booking.path("segments")) {
            screen.say("  %s with %s, %s to %s, Cal.com uid %s"
                    .formatted(
                            segment.path("key").asText(),
                            segment.path("staff").asText(),
                            clock(segment, "start"),
                            clock(segment, "end"),
                            segment.path("calcom").path("uid").asText()));
        }
        draw();
        return booking;
    }

    private void fillThePause(JsonNode booking) throws IOException {
        var pause = booking.path("pauses").path(0);
        var staff = booking.path("segments").path(0).path("staff").asText();
        screen.chapter("3. While Zoë's colour takes effect, Max gets a haircut from " + staff);
        var request = Map.of(
                "service",
                "haircut",
                "start",
                pause.path("start").asText(),
                "staff",
                staff,
                "attendee",
                attendee("Max Mustermann", "max@example.com"));
        var haircut = required(201, interlude.post("/api/v1/bookings", request));
        screen.good("haircut with %s, %s to %s: inside the pause"
                .formatted(staff, clock(haircut, "start"), clock(haircut, "end")));
        draw();
    }

    private void refuse() throws IOException {
        screen.chapter("4. Now Cal.com refuses a second segment: all or nothing");
        var offers = required(200, interlude.get(availability())).path("offers");
        var offer = offers.get(offers.size() - 1);
        for (var eventType : List.of(211, 212)) {
            required(
                    200,
                    calcom.post(
                            "/sandbox/faults",
                            Map.of(
                                    "operation",
                                    "create",
                                    "kind",
                                    "refuse",
                                    "as",
                                    "slot-taken",
                                    "eventTypeId",
                                    eventType,
                                    "times",
                                    1)));
        }
        screen.say("asked for: " + offer(offer));
        var answer = interlude.post("/api/v1/bookings", request("Ida Beispiel", offer));
        screen.refused("%d %s: %s"
                .formatted(
                        answer.status(),
                        answer.body().path("code").asText(),
                        answer.body().path("detail").asText()));
        for (var alternative : answer.body().path("alternatives")) {
            screen.say("  free instead: " + offer(alternative));
        }
        screen.say("What Cal.com received of it:");
        for (var booking : bookings("attendeeEmail=ida@example.com&")) {
            screen.say("  event type %d, %s: %s (%s)"
                    .formatted(
                            booking.path("eventTypeId").asInt(),
                            booking.path("uid").asText(),
                            booking.path("status").asText(),
                            booking.path("cancellationReason").asText()));
        }
        screen.good("the first segment was booked and is cancelled again: nothing is left behind");
    }

    private void draw() throws IOException {
        new Diary(bookings(""), ZONE, LocalTime.of(9, 0), LocalTime.of(11, 30))
                .lines()
                .forEach(screen::quote);
    }

    private JsonNode bookings(String filter) throws IOException {
        var path = "/v2/bookings?%safterStart=%sT00:00:00Z&beforeEnd=%sT23:59:59Z&sortStart=asc"
                .formatted(filter, day, day);
        return required(200, calcom.get(path)).path("data");
    }

    private String availability() {
        return "/api/v1/availability?service=colour-and-style&from=%s&to=%s&limit=500&all=true"
                .formatted(day, day.plusDays(1));
    }

    private static Map<String, Object> request(String name, JsonNode offer) {
        var email = name.substring(0, name.indexOf(' '))
                .toLowerCase(java.util.Locale.ROOT)
                .replace('ë', 'e');
        return Map.of(
                "service", "colour-and-style",
                "start", offer.path("start").asText(),
                "timeZone", ZONE.getId(),
                "segments", offer.path("segments"),
                "attendee", attendee(name, email + "@example.com"));
    }

    private static Map<String, Object> attendee(String name, String email) {
        return Map.of("name", name, "email", email, "timeZone", ZONE.getId(), "language", "de");
    }

    private static String offer(JsonNode offer) {
        var colour = offer.path("segments").path(0);
        var style = offer.path("segments").path(1);
        return "%s colour with %s, %s min pause, %s style with %s until %s"
                .formatted(
                        clock(colour, "start"),
                        colour.path("staff").asText(),
                        offer.path("pauses").path(0).path("minutes").asText(),
                        clock(style, "start"),
                        style.path("staff").asText(),
                        clock(offer, "end"));
    }

    private static String clock(JsonNode node, String member) {
        return node.path(member).asText().substring(11, 16);
    }

    private static JsonNode required(int status, Client.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("expected status %d, got %d: %s".formatted(status, answer.status(), answer.body()));
        }
        return answer.body();
    }
}
