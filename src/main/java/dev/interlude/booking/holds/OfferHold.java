package dev.interlude.booking.holds;

import dev.interlude.availability.search.Offer;
import dev.interlude.booking.units.HeldUnit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An offer that is kept free while its customer decides.
 *
 * @param caller name of the API key that made it
 * @param timeZone answers are shown in it
 * @param status as of now: a hold that is past its end is EXPIRED, whether or not a node has noticed
 * @param endsAt by the database's clock
 * @param secondsLeft until then, by the same clock; 0 where it has ended
 * @param units of resources that are held with it
 * @param booking that has taken its times over, or null
 */
public record OfferHold(
        UUID id,
        String caller,
        ZoneId timeZone,
        Status status,
        Instant endsAt,
        int secondsLeft,
        boolean extended,
        UUID booking,
        Instant createdAt,
        Offer offer,
        List<HeldUnit> units) {

    /** With the segments of another part of it behind its own. */
    public OfferHold joined(OfferHold rest) {
        var segments = Stream.of(this, rest)
                .flatMap(part -> part.offer.segments().stream())
                .toList();
        return new OfferHold(
                id,
                caller,
                timeZone,
                status,
                endsAt,
                secondsLeft,
                extended,
                booking,
                createdAt,
                Offer.of(offer.service(), segments),
                units);
    }

    /** The states of a hold. */
    public enum Status {
        /** The times are kept free. */
        HELD,
        /** They belong to its booking; if that is undone, they are held again until the end. */
        USED,
        /** Its caller has given it up. */
        RELEASED,
        EXPIRED,
        /** The time was booked in Cal.com meanwhile, its person is away, or a unit of it is closed. */
        LOST
    }
}
