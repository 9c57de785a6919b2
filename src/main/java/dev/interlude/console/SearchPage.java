package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.cli.ServerApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds bookings by a customer's address, a booking id, a Cal.com uid or a trace id. */
record SearchPage(ConsoleApi api, Catalog catalog) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");

    Page empty() {
        return Page.of("search", "Search", Map.of("found", List.of(), "asked", false, "flagged", Set.of()));
    }

    /** The text may name a customer: it comes in the body of a request and is not shown again. */
    Page find(String text) {
        try {
            var found = new ArrayList<Appointment>();
            for (var booking : bookings(text)) {
                found.add(Appointment.of(booking, catalog));
            }
            var flagged = found.isEmpty() ? Set.of() : api.reasonsByBooking().keySet();
            return Page.of("search", "Search", Map.of("found", found, "asked", true, "flagged", flagged));
        } catch (ActionRefused e) {
            return empty().refusing(e);
        }
    }

    private List<JsonNode> bookings(String text) {
        var found = new ArrayList<JsonNode>();
        if (text.isEmpty()) {
            return found;
        }
        if (ID.matcher(text).matches()) {
            found.addAll(byId(text));
        }
        if (found.isEmpty()) {
            var by = text.contains("@")
                    ? "attendeeEmail"
                    : TRACE.matcher(text.replace("-", "")).matches() ? "traceId" : "calcomUid";
            api.get("/api/v1/bookings?limit=100&timeZone="
                            + ServerApi.encoded(catalog.timeZone().getId()) + "&" + by + "=" + ServerApi.encoded(text))
                    .path("bookings")
                    .forEach(found::add);
        }
        return found;
    }

    private List<JsonNode> byId(String id) {
        try {
            return List.of(api.get("/api/v1/bookings/" + id + "?timeZone="
                    + ServerApi.encoded(catalog.timeZone().getId())));
        } catch (ActionRefused e) {
            if (e.status() == 404) {
                return List.of();
            }
            throw e;
        }
    }
}
