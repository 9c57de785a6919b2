package dev.interlude.availability;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.LeftOut;
import dev.interlude.catalog.Service;
import java.time.ZoneId;
import java.util.List;

/**
 * The answer of {@code GET /api/v1/availability}, member for member.
 *
 * @param stale whether outdated slots were used because Cal.com could not be reached
 * @param ageSeconds the age of the oldest slots used
 * @param partial what is missing because it could not be read in time; empty when nothing is
 */
public record AvailabilityAnswer(
        String service,
        String timeZone,
        boolean stale,
        long ageSeconds,
        List<PartialAnswer> partial,
        List<OfferAnswer> offers) {

    public static AvailabilityAnswer of(
            Service service, ZoneId zone, boolean stale, long ageSeconds, List<LeftOut> leftOut, List<Offer> offers) {
        return new AvailabilityAnswer(
                service.id(),
                zone.getId(),
                stale,
                ageSeconds,
                PartialAnswer.of(service, leftOut, zone),
                OfferAnswer.of(offers, zone, service));
    }
}
