package dev.interlude.availability;

import java.time.ZoneId;
import java.util.List;

/**
 * The answer of {@code GET /api/v1/availability}, member for member.
 *
 * @param stale whether slots were used that should be newer, but Cal.com could not be asked
 * @param ageSeconds how old the oldest slots behind it are
 */
public record AvailabilityAnswer(
        String service, String timeZone, boolean stale, long ageSeconds, List<OfferAnswer> offers) {

    public static AvailabilityAnswer of(
            String service, ZoneId zone, boolean stale, long ageSeconds, List<Offer> offers) {
        return new AvailabilityAnswer(service, zone.getId(), stale, ageSeconds, OfferAnswer.of(offers, zone));
    }
}
