package dev.interlude.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.Attendee;
import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.Sighted;
import dev.interlude.booking.Sighting;
import dev.interlude.platform.Instants;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;

/** Understands what Cal.com's triggers say; each writes in its own way. */
public class Words {

    /** Cal.com's have 22 letters. */
    private static final int LONGEST_UID = 100;

    private static final Set<String> ENDS = Set.of("BOOKING_CANCELLED", "BOOKING_REJECTED");

    private final ObjectMapper json;
    private final Duration settles;
    private final Clock clock;

    /** @param settles for how long after it told of an end Cal.com may still show what was before */
    public Words(ObjectMapper json, Duration settles, Clock clock) {
        this.json = json;
        this.settles = settles;
        this.clock = clock;
    }

    /**
     * @throws NotUnderstood when it does not say what such a trigger must say
     * @throws NothingHere when nobody is known in it any more, or its trigger does not matter
     */
    public Word of(OpenDelivery delivery) {
        if (delivery.body().length == 0 || !Deliveries.isUnderstood(delivery.trigger())) {
            throw new NothingHere();
        }
        var root = parsed(delivery.body());
        var said = root.path("payload").isObject() ? root.path("payload") : root;
        return switch (delivery.trigger()) {
            case "BOOKING_NO_SHOW_UPDATED" -> noShow(delivery, said);
            case "MEETING_ENDED" -> new Word(null, delivery.account(), uid(said, "uid"), true, false);
            default -> booking(delivery, said);
        };
    }

    /**
     * What Cal.com shows when it is asked.
     *
     * @throws StillUndecided when it has just told of an end that it does not show: it tells first, and does it then
     */
    public Word shown(OpenDelivery delivery, SeenBooking seen) {
        var sighting = Sighting.of(delivery.account(), seen);
        if (ENDS.contains(delivery.trigger())
                && sighting.alive()
                && clock.instant().isBefore(delivery.receivedAt().plus(settles))) {
            throw new StillUndecided("Cal.com may be just ending it");
        }
        return new Word(sighting, delivery.account(), seen.uid(), false, false);
    }

    /** @param heard null when its effect has been there before */
    public boolean undecided(Sighted heard) {
        return heard != null && heard.isUndecided();
    }

    /** @throws StillUndecided when even Cal.com's own answer does not help */
    public void requireDecided(Sighted heard) {
        if (undecided(heard)) {
            throw new StillUndecided("the booking is just being changed here");
        }
    }

    private Word noShow(OpenDelivery delivery, JsonNode said) {
        var absent = false;
        for (var attendee : said.path("attendees")) {
            absent |= attendee.path("noShow").asBoolean(false);
        }
        var uid = uid(said, "bookingUid");
        var sighting = new Sighting(
                delivery.account(),
                uid,
                Status.ACCEPTED,
                null,
                null,
                null,
                null,
                absent,
                null,
                null,
                null,
                null,
                delivery.saidAt(),
                null,
                false);
        return new Word(sighting, delivery.account(), uid, false, false);
    }

    private Word booking(OpenDelivery delivery, JsonNode said) {
        var uid = uid(said, "uid");
        var seats = said.path("seatsPerTimeSlot").asInt(0) > 0;
        var first = delivery.trigger().equals("BOOKING_CREATED")
                || delivery.trigger().equals("BOOKING_REQUESTED");
        var sighting = new Sighting(
                delivery.account(),
                uid,
                status(said),
                instant(said, "startTime"),
                instant(said, "endTime"),
                said.path("eventTypeId").canConvertToLong() && said.hasNonNull("eventTypeId")
                        ? said.path("eventTypeId").longValue()
                        : null,
                attendee(said.path("attendees").path(0)),
                null,
                metadata(said.path("metadata")),
                said.hasNonNull("rescheduleUid") ? uid(said, "rescheduleUid") : null,
                null,
                said.path("iCalSequence").isInt() ? said.path("iCalSequence").intValue() : null,
                delivery.saidAt(),
                text(said.path("organizer"), "username"),
                false);
        // Of a booking with seats one may be given up or moved, and the booking lives on.
        return new Word(
                sighting,
                delivery.account(),
                uid,
                false,
                seats && !first || delivery.trigger().contains("PAYMENT"));
    }

    private JsonNode parsed(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new NotUnderstood("is no JSON");
        }
    }

    private static Status status(JsonNode said) {
        try {
            return Status.valueOf(required(said, "status").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Status.UNKNOWN;
        }
    }

    private static JsonNode metadata(JsonNode metadata) {
        return metadata instanceof ObjectNode object ? object.deepCopy().without("videoCallUrl") : null;
    }

    private static Attendee attendee(JsonNode person) {
        return person.isObject()
                ? Attendee.of(
                        text(person, "name"),
                        text(person, "email"),
                        text(person, "timeZone"),
                        text(person.path("language"), "locale"),
                        text(person, "phoneNumber"))
                : null;
    }

    private static Instant instant(JsonNode said, String name) {
        try {
            return Instants.storable(OffsetDateTime.parse(required(said, name)).toInstant());
        } catch (DateTimeException e) {
            throw new NotUnderstood(name + " is no time");
        }
    }

    private static String uid(JsonNode said, String name) {
        var uid = required(said, name);
        if (uid.length() > LONGEST_UID) {
            throw new NotUnderstood(name + " is too long");
        }
        return uid;
    }

    private static String required(JsonNode said, String name) {
        var text = text(said, name);
        if (text == null) {
            throw new NotUnderstood(name + " is missing");
        }
        return text;
    }

    private static String text(JsonNode said, String name) {
        var text = said.path(name).asText("");
        return text.isEmpty() ? null : text.replace("\0", "");
    }
}
