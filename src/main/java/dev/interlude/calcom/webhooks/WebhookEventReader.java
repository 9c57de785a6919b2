package dev.interlude.calcom.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.observed.ObservationResult;
import dev.interlude.observed.ObservedBooking;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Utf8;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.webhook.EventNotReadable;
import dev.interlude.webhook.EventNotRelevant;
import dev.interlude.webhook.EventUndecided;
import dev.interlude.webhook.OpenDelivery;
import dev.interlude.webhook.WebhookEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Parses webhook events; each trigger has its own format. */
public class WebhookEventReader {

    /** Cal.com's have 22 letters. */
    private static final int LONGEST_UID = 100;

    private static final Map<String, Status> ENDS =
            Map.of("BOOKING_CANCELLED", Status.CANCELLED, "BOOKING_REJECTED", Status.REJECTED);

    private static final String MOVED = "BOOKING_RESCHEDULED";

    private final ObjectMapper json;
    private final Duration settles;
    private final Clock clock;

    /** @param settles how long Cal.com may still show a booking after announcing its end */
    public WebhookEventReader(ObjectMapper json, Duration settles, Clock clock) {
        this.json = json;
        this.settles = settles;
        this.clock = clock;
    }

    /**
     * @throws EventNotReadable when it does not say what such a trigger must say
     * @throws EventNotRelevant when it names no known person any more, or its trigger does not matter
     */
    public WebhookEvent of(OpenDelivery delivery) {
        if (delivery.body().length == 0) {
            throw new EventNotRelevant();
        }
        // First: one that cannot be read has no trigger, and is a dead letter also when a person replays it.
        var root = parsed(delivery.body());
        if (!IncomingDeliveries.isUnderstood(delivery.trigger())) {
            throw new EventNotRelevant();
        }
        var said = root.path("payload").isObject() ? root.path("payload") : root;
        return switch (delivery.trigger()) {
            case "BOOKING_NO_SHOW_UPDATED" -> noShow(delivery, said);
            case "MEETING_ENDED" -> new WebhookEvent(null, delivery.account(), uid(said, "uid"), true, false);
            default -> booking(delivery, said);
        };
    }

    /**
     * The event, replaced by what Cal.com shows now.
     *
     * @param booking null when Cal.com does not know the booking
     * @throws EventUndecided if Cal.com announced an end that it does not show yet
     * @throws EventNotReadable if Cal.com does not know the booking
     */
    public WebhookEvent shown(OpenDelivery delivery, WebhookEvent event, CalcomBooking booking) {
        var ends = ENDS.containsKey(delivery.trigger());
        if (booking == null) {
            if (!ends) {
                throw new EventNotReadable("Cal.com does not know this booking");
            }
            return new WebhookEvent(gone(delivery, event.uid()), delivery.account(), event.uid(), false, false);
        }
        var observed = ObservedBooking.of(delivery.account(), booking);
        if (ends
                && observed.alive()
                && clock.instant().isBefore(delivery.receivedAt().plus(settles))) {
            throw new EventUndecided("Cal.com may be just ending it");
        }
        return new WebhookEvent(observed, delivery.account(), booking.uid(), false, false);
    }

    /**
     * Null for a booking that Cal.com does not know.
     *
     * @throws Refused the same, when that is not what it says
     */
    public CalcomBooking unknown(Refused why) {
        if (why.problem().code() != ProblemCode.NOT_FOUND) {
            throw why;
        }
        return null;
    }

    /** @param result null when its effect has been there before */
    public boolean undecided(ObservationResult result) {
        return result != null && result.isUndecided();
    }

    /** @throws EventUndecided if even reading at Cal.com did not decide it */
    public void requireDecided(ObservationResult result) {
        if (undecided(result)) {
            throw new EventUndecided("the booking is just being changed here");
        }
    }

    private WebhookEvent noShow(OpenDelivery delivery, JsonNode said) {
        var uid = uid(said, said.hasNonNull("bookingUid") ? "bookingUid" : "uid");
        var observed = new ObservedBooking(
                delivery.account(),
                uid,
                Status.ACCEPTED,
                null,
                null,
                null,
                new ObservedAttendees(named(said, "noShow"), false),
                null,
                null,
                null,
                null,
                null,
                delivery.saidAt(),
                null,
                false);
        return new WebhookEvent(observed, delivery.account(), uid, false, false);
    }

    private WebhookEvent booking(OpenDelivery delivery, JsonNode said) {
        var uid = uid(said, "uid");
        var trigger = delivery.trigger();
        var seats = said.path("seatsPerTimeSlot").asInt(0) > 0;
        var first = trigger.equals("BOOKING_CREATED") || trigger.equals("BOOKING_REQUESTED");
        var start = instant(said, "startTime");
        var end = instant(said, "endTime");
        var movedFrom = movedFrom(said);
        var possible = start != null && end != null && end.isAfter(start);
        if (start != null && end != null && !possible && !ENDS.containsKey(trigger)) {
            throw new EventNotReadable("its end is not after its start");
        }
        var status = Status.of(said.path("status").asText(""));
        var observed = new ObservedBooking(
                delivery.account(),
                uid,
                status,
                possible ? start : null,
                possible ? end : null,
                said.path("eventTypeId").canConvertToLong() && said.hasNonNull("eventTypeId")
                        ? said.path("eventTypeId").longValue()
                        : null,
                new ObservedAttendees(named(said, null), true),
                null,
                metadata(said.path("metadata")),
                movedFrom,
                null,
                said.path("iCalSequence").isInt() ? said.path("iCalSequence").intValue() : null,
                delivery.saidAt(),
                text(said.path("organizer"), "username"),
                false);
        var enough = ENDS.containsKey(trigger)
                ? ENDS.get(trigger) == status
                : possible
                        && observed.alive()
                        && !observed.attendees().all().isEmpty()
                        && (movedFrom != null || !MOVED.equals(trigger));
        // Of a booking with seats one may be given up or moved, and the booking lives on.
        return new WebhookEvent(
                observed, delivery.account(), uid, false, seats && !first || trigger.contains("PAYMENT") || !enough);
    }

    /** The end of a booking that Cal.com no longer knows. */
    private static ObservedBooking gone(OpenDelivery delivery, String uid) {
        return ObservedBooking.gone(delivery.account(), uid, ENDS.get(delivery.trigger()), delivery.saidAt());
    }

    private JsonNode parsed(byte[] body) {
        var text = Utf8.text(body);
        if (text == null) {
            throw new EventNotReadable(IncomingDeliveries.NO_UTF8);
        }
        try {
            var root = json.readTree(text);
            if (root == null || !root.isObject()) {
                throw new EventNotReadable(IncomingDeliveries.NO_OBJECT);
            }
            return root;
        } catch (IOException e) {
            throw new EventNotReadable(IncomingDeliveries.NO_OBJECT);
        }
    }

    private static JsonNode metadata(JsonNode metadata) {
        return metadata instanceof ObjectNode object ? object.deepCopy().without("videoCallUrl") : null;
    }

    /** @param absence the member with the no-show mark, or null */
    private static List<CalcomAttendee> named(JsonNode said, String absence) {
        var booker = said.path("responses").path("email").path("value").asText("");
        var people = StreamSupport.stream(said.path("attendees").spliterator(), false)
                .filter(JsonNode::isObject)
                .toList();
        var known = people.stream().anyMatch(one -> isNamed(one, booker));
        return people.stream()
                .map(one -> new CalcomAttendee(
                        attendee(one),
                        absence != null && one.path(absence).isBoolean()
                                ? one.path(absence).booleanValue()
                                : null,
                        known && !isNamed(one, booker)))
                .toList();
    }

    private static boolean isNamed(JsonNode person, String email) {
        return !email.isBlank() && person.path("email").asText("").strip().equalsIgnoreCase(email.strip());
    }

    private static Attendee attendee(JsonNode person) {
        return Attendee.of(
                text(person, "name"),
                text(person, "email"),
                text(person, "timeZone"),
                text(person.path("language"), "locale"),
                text(person, "phoneNumber"));
    }

    /** Null where it is missing or is no time. */
    private static Instant instant(JsonNode said, String name) {
        try {
            var text = text(said, name);
            return text == null
                    ? null
                    : Instants.storable(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String movedFrom(JsonNode said) {
        var uid = text(said, "rescheduleUid");
        return uid == null || uid.length() > LONGEST_UID ? null : uid;
    }

    private static String uid(JsonNode said, String name) {
        var uid = required(said, name);
        if (uid.length() > LONGEST_UID) {
            throw new EventNotReadable(name + " is too long");
        }
        return uid;
    }

    private static String required(JsonNode said, String name) {
        var text = text(said, name);
        if (text == null) {
            throw new EventNotReadable(name + " is missing");
        }
        return text;
    }

    private static String text(JsonNode said, String name) {
        var text = said.path(name).isNull() ? "" : said.path(name).asText("");
        return text.isEmpty() ? null : text.replace("\0", "");
    }
}
