package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes a person out of bookings that are kept as JSON, as they were shown or as rows. */
public final class Redaction {

    /** Who comes to a booking whose customer was erased. */
    public static final String NAME = "erased";

    /** Reaches nobody: the domain is reserved for that (RFC 2606). */
    public static final String EMAIL = "erased@erased.invalid";

    public static final String ZONE = "UTC";
    public static final String LANGUAGE = "en";

    private Redaction() {}

    /**
     * @param email of whom; null: of whoever comes
     * @return whether there was anything
     */
    public static boolean of(JsonNode node, String email) {
        var found = false;
        if (node instanceof ObjectNode object) {
            if (names(object.at("/attendee/email"), email)) {
                shown(object);
                found = true;
            }
            if (names(object.path("attendee_email"), email)) {
                row(object);
                found = true;
            }
        }
        for (var below : node) {
            found |= of(below, email);
        }
        return found;
    }

    private static boolean names(JsonNode address, String email) {
        return address.isTextual()
                && !address.textValue().equals(EMAIL)
                && (email == null || address.textValue().equalsIgnoreCase(email));
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
