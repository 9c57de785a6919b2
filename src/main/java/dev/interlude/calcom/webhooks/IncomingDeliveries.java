package dev.interlude.calcom.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Trace;
import dev.interlude.platform.Utf8;
import dev.interlude.webhook.Delivery;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.EventNotRelevant;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Classifies a delivery on receipt. None with a valid signature is rejected. */
public class IncomingDeliveries {

    private static final Set<String> UNDERSTOOD = Set.of(
            "BOOKING_CREATED",
            "BOOKING_REQUESTED",
            "BOOKING_RESCHEDULED",
            "BOOKING_CANCELLED",
            "BOOKING_REJECTED",
            "BOOKING_NO_SHOW_UPDATED",
            "BOOKING_PAYMENT_INITIATED",
            "BOOKING_PAID",
            "MEETING_ENDED");

    static final String NO_OBJECT = "it is no JSON object";
    static final String NO_UTF8 = "it is not valid UTF-8";

    private static final int LONGEST_WORD = 100;
    /**
     * Rank of an event without a sequence: a host's decision, which comes after the request and before any later
     * change.
     */
    private static final float BETWEEN = 0.5f;

    private final ObjectReader json;
    private final Ids ids;
    private final Clock clock;

    public IncomingDeliveries(ObjectMapper json, Ids ids, Clock clock) {
        this.json = json.reader();
        this.ids = ids;
        this.clock = clock;
    }

    /** @param body null when there is none */
    public Delivery of(String account, byte[] body) {
        if (body == null) {
            return unreadable(account, new byte[0], NO_OBJECT);
        }
        var text = Utf8.text(body);
        if (text == null) {
            return unreadable(account, body, NO_UTF8);
        }
        try {
            var root = json.readTree(text);
            return root != null && root.isObject()
                    ? readable(account, body, root)
                    : unreadable(account, body, NO_OBJECT);
        } catch (JsonProcessingException e) {
            return unreadable(account, body, NO_OBJECT);
        }
    }

    private Delivery readable(String account, byte[] body, JsonNode root) {
        var trigger = cut(root.path("triggerEvent").asText(""));
        var said = root.path("payload").isObject() ? root.path("payload") : root;
        var understood = isUnderstood(trigger);
        var now = clock.instant();
        return new Delivery(
                id(),
                account,
                now,
                DeliveryFingerprint.key(root, trigger),
                trigger,
                text(said, said.hasNonNull("uid") ? "uid" : "bookingUid"),
                text(said, "rescheduleUid"),
                said.path("iCalSequence").isInt() ? said.path("iCalSequence").intValue() : BETWEEN,
                root == said ? now : instant(root.path("createdAt").asText(""), now),
                body,
                understood ? DeliveryStatus.RECEIVED : DeliveryStatus.IGNORED,
                understood ? null : EventNotRelevant.REASON,
                DeliveryPeople.in(said));
    }

    /** The trace that began with it, if one did: from either the other is found. */
    private UUID id() {
        return Trace.began().orElseGet(ids::next);
    }

    static boolean isUnderstood(String trigger) {
        return UNDERSTOOD.contains(trigger);
    }

    private Delivery unreadable(String account, byte[] body, String why) {
        var now = clock.instant();
        return new Delivery(
                id(),
                account,
                now,
                DeliveryFingerprint.key(body),
                "",
                null,
                null,
                0,
                now,
                body,
                DeliveryStatus.DEAD,
                why,
                DeliveryPeople.in(body));
    }

    private static String text(JsonNode said, String name) {
        var text = said.path(name).asText("");
        return text.isEmpty() ? null : cut(text);
    }

    private static String cut(String text) {
        var cut = text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
        return cut.replace("\0", "");
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return Instants.storable(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** The answer to a reachability check. */
    public Map<String, String> ping() {
        return Map.of("ping", "ok");
    }
}
