package dev.interlude.availability;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.catalog.Price;
import dev.interlude.catalog.Service;
import java.time.ZoneId;
import java.util.List;

/**
 * An offer as callers see it, in answers and as an alternative in problems; times in the requested zone.
 *
 * @param service of a visit: in this arrangement; else absent, as it is the one that was asked for
 * @param price absent where the service has no prices
 */
public record OfferAnswer(
        @JsonInclude(JsonInclude.Include.NON_NULL) String service,
        String start,
        String end,
        long minutes,
        List<SegmentAnswer> segments,
        List<PauseAnswer> pauses,
        @JsonInclude(JsonInclude.Include.NON_NULL) Price price) {

    public record SegmentAnswer(String key, String staff, String start, String end) {}

    public record PauseAnswer(String after, String start, String end, long minutes) {}

    /** Without its price. */
    public static OfferAnswer of(Offer offer, ZoneId zone) {
        return of(offer, zone, null);
    }

    /** @param service whose offer it is; null: without its price */
    public static OfferAnswer of(Offer offer, ZoneId zone, Service service) {
        return new OfferAnswer(
                service != null && service.visit() != null ? offer.service() : null,
                WallClock.written(offer.start(), zone),
                WallClock.written(offer.end(), zone),
                offer.minutes(),
                offer.segments().stream()
                        .map(s -> new SegmentAnswer(
                                s.key(),
                                s.staff(),
                                WallClock.written(s.start(), zone),
                                WallClock.written(s.end(), zone)))
                        .toList(),
                offer.pauses().stream()
                        .map(p -> new PauseAnswer(
                                p.after(),
                                WallClock.written(p.start(), zone),
                                WallClock.written(p.end(), zone),
                                p.minutes()))
                        .toList(),
                service == null
                        ? null
                        : service.price(
                                offer.segments().stream().collect(toMap(OfferedSegment::key, OfferedSegment::staff))));
    }

    public static List<OfferAnswer> of(List<Offer> offers, ZoneId zone, Service service) {
        return offers.stream().map(offer -> of(offer, zone, service)).toList();
    }
}
