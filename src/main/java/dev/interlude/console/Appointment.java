package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffMember;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A booking as the console shows it, on the clock that the API was asked for.
 *
 * @param date such as {@code 2026-12-07}
 * @param time such as {@code 09:00–10:55}
 * @param calcom whether others made it in Cal.com
 */
record Appointment(
        String id,
        String service,
        String status,
        String date,
        String time,
        String customer,
        String staff,
        boolean calcom,
        List<Part> parts) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

    /** @param uid at Cal.com; null: none yet */
    record Part(String name, String staff, String time, String status, String uid) {}

    static Appointment of(JsonNode booking, Catalog catalog) {
        var parts = new ArrayList<Part>();
        booking.path("segments")
                .forEach(segment -> parts.add(new Part(
                        part(booking, segment, catalog),
                        staff(segment.path("staff").asText(), catalog),
                        time(segment),
                        segment.path("status").asText(),
                        segment.at("/calcom/uid").asText(null))));
        return new Appointment(
                booking.path("id").asText(),
                service(booking, catalog),
                status(booking.path("status").asText()),
                booking.path("start").asText().substring(0, 10),
                time(booking),
                booking.at("/attendee/name").asText(""),
                String.join(", ", parts.stream().map(Part::staff).distinct().toList()),
                booking.path("origin").asText().equals("calcom"),
                parts);
    }

    static String service(JsonNode booking, Catalog catalog) {
        var id = booking.path("service").asText(null);
        return id == null
                ? "Made in Cal.com"
                : catalog.service(id).map(Service::name).orElse(id);
    }

    /** The name of a segment. */
    static String part(JsonNode booking, JsonNode segment, Catalog catalog) {
        var key = segment.path("key").asText();
        return catalog.service(booking.path("service").asText("")).stream()
                .flatMap(service -> service.segments().stream())
                .filter(known -> known.key().equals(key) && known.name() != null)
                .map(Segment::name)
                .findFirst()
                .orElse(key);
    }

    static String staff(String id, Catalog catalog) {
        var known = catalog.staff().get(id);
        return known == null ? id : name(known, id);
    }

    private static String name(StaffMember known, String id) {
        return known.name() == null ? id : known.name();
    }

    static String time(JsonNode from) {
        return HOUR.format(OffsetDateTime.parse(from.path("start").asText())) + "–"
                + HOUR.format(OffsetDateTime.parse(from.path("end").asText()));
    }

    /** A status in words. */
    static String status(String status) {
        return switch (status) {
            case "BOOKING" -> "being booked";
            case "PENDING" -> "waits for the host";
            case "BOOKED" -> "booked";
            case "RESCHEDULING" -> "being moved";
            case "CANCEL_PENDING" -> "being cancelled";
            case "CANCELLED" -> "cancelled";
            case "REJECTED" -> "declined";
            case "COMPENSATING" -> "being undone";
            case "COMPENSATED" -> "undone";
            case "NO_SHOW" -> "did not come";
            case "COMPLETED" -> "took place";
            default -> status;
        };
    }
}
