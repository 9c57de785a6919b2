package dev.interlude.sandbox.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.User;
import java.util.List;
import java.util.Set;

/** The settings of an event type about which its maker said nothing. */
public final class Defaults {
    private static final Set<String> SETTABLE = Set.of(
            "title",
            "slug",
            "description",
            "lengthInMinutes",
            "lengthInMinutesOptions",
            "slotInterval",
            "minimumBookingNotice",
            "beforeEventBuffer",
            "afterEventBuffer",
            "bookingWindow",
            "bookingLimitsCount",
            "bookingLimitsDuration",
            "bookerActiveBookingsLimit",
            "onlyShowFirstAvailableSlot",
            "offsetStart",
            "confirmationPolicy",
            "recurrence",
            "seats",
            "bookingFields",
            "locations",
            "scheduleId",
            "requiresBookerEmailVerification",
            "bookingRequiresAuthentication",
            "disableGuests",
            "disableCancelling",
            "disableRescheduling",
            "hidden");

    private Defaults() {}

    public static ObjectNode of(long id, User owner) {
        var json = Json.object().put("id", id).put("ownerId", owner.id()).put("description", "");
        json.set("locations", Json.array());
        fields(json);
        json.putNull("recurrence");
        json.put("disableGuests", false)
                .putNull("slotInterval")
                .put("minimumBookingNotice", 120)
                .put("beforeEventBuffer", 0)
                .put("afterEventBuffer", 0);
        json.set("metadata", Json.object());
        json.put("price", 0)
                .put("currency", "usd")
                .put("lockTimeZoneToggleOnBookingPage", false)
                .put("forwardParamsSuccessRedirect", true)
                .putNull("successRedirectUrl")
                .put("isInstantEvent", false);
        json.putArray("users")
                .addObject()
                .put("id", owner.id())
                .put("name", owner.name())
                .put("username", owner.username())
                .put("weekStart", owner.weekStart());
        json.putNull("scheduleId").put("onlyShowFirstAvailableSlot", false).put("offsetStart", 0);
        for (var name : List.of("bookingWindow", "confirmationPolicy", "seats", "bookerActiveBookingsLimit")) {
            json.putObject(name).put("disabled", true);
        }
        for (var name : List.of(
                "requiresBookerEmailVerification",
                "hideCalendarNotes",
                "useDestinationCalendarEmail",
                "hideCalendarEventDetails",
                "hideOrganizerEmail",
                "hidden",
                "bookingRequiresAuthentication")) {
            json.put(name, false);
        }
        return json;
    }

    private static void fields(ObjectNode json) {
        var fields = json.putArray("bookingFields");
        fields.addObject()
                .put("isDefault", true)
                .put("type", "name")
                .put("slug", "name")
                .put("required", true);
        fields.addObject()
                .put("isDefault", true)
                .put("type", "email")
                .put("slug", "email")
                .put("required", true);
        fields.addObject()
                .put("isDefault", true)
                .put("type", "textarea")
                .put("slug", "notes")
                .put("required", false);
    }

    /** Applies a body; unknown fields are silently dropped. */
    static void apply(ObjectNode json, JsonNode body) {
        body.properties().forEach(field -> {
            if (SETTABLE.contains(field.getKey())) {
                json.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        if (json.path("seats").has("seatsPerTimeSlot") && !json.path("seats").has("disabled")) {
            ((ObjectNode) json.path("seats")).put("disabled", false);
        }
        if (json.path("recurrence").path("disabled").asBoolean(false)) {
            json.putNull("recurrence");
        }
    }
}
