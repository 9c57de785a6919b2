package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/** Takes a person out of bookings that are kept as JSON, as they were shown or as rows. */
public final class Redaction {

    /** Who comes to a booking whose customer was erased. */
    public static final String NAME = "erased";

    /** Reaches nobody: the domain is reserved for that (RFC 2606). */
    public static final String EMAIL = "erased@erased.invalid";

    public static final String ZONE = "UTC";
    public static final String LANGUAGE = "en";

    private Redaction() {}

    /** Whoever came to a booking of theirs, and they, whatever they came to; true if there was anything. */
    public static boolean of(JsonNode node, Person person) {
        return redact(
                node,
                booking -> person.email().equalsIgnoreCase(address(booking)) || isOne(booking, person.bookings()));
    }

    /** Whoever came to these bookings; true if there was anything. */
    public static boolean of(JsonNode node, Set<UUID> bookings) {
        return redact(node, booking -> isOne(booking, bookings));
    }

    /** The bookings in it that name somebody. */
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
        if (node instanceof ObjectNode object && namesSomebody(object) && theirs.test(object)) {
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

    private static boolean namesSomebody(JsonNode booking) {
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
