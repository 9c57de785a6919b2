package dev.interlude.booking;

import dev.interlude.availability.Offer;
import dev.interlude.availability.Wish;
import java.time.ZoneId;

/**
 * What a caller asked for, so that something close to it can be offered instead.
 *
 * @param timeZone to answer in
 * @param sameStaff whether only the people named in the wish will do
 */
public record Wanted(Wish wish, ZoneId timeZone, boolean sameStaff) {

    boolean fits(Offer offer) {
        return !sameStaff
                || wish.segments().stream().allMatch(w -> offer.segments().stream()
                        .anyMatch(s -> s.key().equals(w.key())
                                && s.staff().equals(w.staff().orElse(s.staff()))));
    }
}
