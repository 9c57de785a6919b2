package dev.interlude.calcom.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Addresses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The people a delivery names, other than staff, to find them without parsing it again. */
final class DeliveryPeople {

    private static final List<String> STAFF = List.of("organizer", "team", "hosts", "destinationCalendar");

    private DeliveryPeople() {}

    static Set<String> in(JsonNode said) {
        var named = new TreeSet<String>();
        collect(said, named);
        var staff = new TreeSet<String>();
        STAFF.forEach(name -> collect(said.path(name), staff));
        named.removeAll(staff);
        said.path("attendees")
                .forEach(attendee ->
                        named.addAll(Addresses.in(attendee.path("email").asText(""))));
        return named;
    }

    static Set<String> in(byte[] body) {
        return Addresses.in(new String(body, UTF_8).replace("\0", ""));
    }

    private static void collect(JsonNode node, Set<String> named) {
        if (node.isTextual()) {
            named.addAll(Addresses.in(node.textValue()));
        }
        node.fieldNames().forEachRemaining(name -> named.addAll(Addresses.in(name)));
        node.forEach(part -> collect(part, named));
    }
}
