package dev.interlude.platform.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Erases a person from bookings kept as JSON, in API form or as rows. */
public final class Redaction {

    /** The attendee of a booking whose customer was erased. */
    public static final String NAME = "erased";

    /** An undeliverable address: the domain is reserved (RFC 2606). */
    public static final String EMAIL = "erased@erased.invalid";

    public static final String ZONE = "UTC";
    public static final String LANGUAGE = "en";

    private Redaction() {}

    /** Erases the attendees of their bookings, and the person from all other bookings; true if anything was found. */
    public static boolean of(JsonNode node, Person person) {
        return redact(
                node,
                booking -> person.email().equalsIgnoreCase(address(booking)) || isOne(booking, person.bookings()));
    }

    /** Erases the attendees of these bookings; true if anything was found. */
    public static boolean of(JsonNode node, Set<UUID> bookings) {
        return redact(node, booking -> isOne(booking, bookings));
    }

    /** The bookings in it that have an attendee. */
    public static Set<UUID> naming(JsonNode node) {
        var found = new TreeSet<UUID>();
        redact(node, booking -> {
            id(booking).ifPresent(found::add);
            return false;
        });
        return found;
    }

    private static boolean redact(JsonNode node, Predicate<JsonNode> theirs) {
        var found = false;
        if (node instanceof ObjectNode object && hasAttendee(object) && theirs.test(object)) {
            if (object.has("attendee_email")) {
                row(object);
            } else {
                shown(object);
            }
            found = true;
        }
        for (var below : node) {
            found |= redact(below, theirs);
        }
        return found;
    }

    private static boolean hasAttendee(JsonNode booking) {
        return !address(booking).isEmpty() && !address(booking).equals(EMAIL);
    }

    private static String address(JsonNode booking) {
        var row = booking.path("attendee_email");
        return (row.isMissingNode() ? booking.at("/attendee/email") : row).asText("");
    }

    private static boolean isOne(JsonNode booking, Set<UUID> bookings) {
        return id(booking).filter(bookings::contains).isPresent();
    }

    private static Optional<UUID> id(JsonNode booking) {
        try {
            return Optional.of(UUID.fromString(booking.path("id").asText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void shown(ObjectNode booking) {
        booking.putObject("attendee")
                .put("name", NAME)
                .put("email", EMAIL)
                .put("timeZone", ZONE)
                .put("language", LANGUAGE)
                .putNull("phoneNumber");
        words(booking);
    }

    private static void row(ObjectNode booking) {
        booking.put("attendee_name", NAME)
                .put("attendee_email", EMAIL)
                .put("attendee_zone", ZONE)
                .put("attendee_language", LANGUAGE)
                .putNull("attendee_phone")
                .putNull("reason");
        words(booking);
    }

    private static void words(ObjectNode booking) {
        booking.put("notes", "").putObject("metadata");
    }
}
