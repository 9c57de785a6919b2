package dev.interlude.sync;

import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.Sighting;
import java.time.Instant;
import java.util.Objects;

/** Says what was found as Cal.com's word about a booking. */
public final class Sightings {

    private Sightings() {}

    public static Sighting of(Finding found, Instant now) {
        if (found.there() == null) {
            return gone(found, now);
        }
        var said = Sighting.of(found.account(), found.there());
        var from = found.here() == null ? null : found.here().uid();
        // It may have been moved more than once since we knew it: what counts is from where we know it.
        return from == null || said.uid().equals(from) || Objects.equals(said.movedFrom(), from)
                ? said
                : from(said, from);
    }

    /** Not there at all is as good as cancelled. */
    private static Sighting gone(Finding found, Instant now) {
        return new Sighting(
                found.account(),
                found.here().uid(),
                Status.CANCELLED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                null,
                true);
    }

    private static Sighting from(Sighting said, String movedFrom) {
        return new Sighting(
                said.account(),
                said.uid(),
                said.status(),
                said.start(),
                said.end(),
                said.eventTypeId(),
                said.attendee(),
                said.absent(),
                said.metadata(),
                movedFrom,
                said.movedTo(),
                said.sequence(),
                said.asOf(),
                said.host(),
                said.read());
    }
}
