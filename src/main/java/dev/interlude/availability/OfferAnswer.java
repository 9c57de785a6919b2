package dev.interlude.availability;

import dev.interlude.availability.search.Offer;
import java.time.ZoneId;
import java.util.List;

/** An offer as callers see it, in answers and as an alternative in problems; times in the requested zone. */
public record OfferAnswer(
        String start, String end, long minutes, List<SegmentAnswer> segments, List<PauseAnswer> pauses) {

    public record SegmentAnswer(String key, String staff, String start, String end) {}

    public record PauseAnswer(String after, String start, String end, long minutes) {}

    public static OfferAnswer of(Offer offer, ZoneId zone) {
        return new OfferAnswer(
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
                        .toList());
    }

    public static List<OfferAnswer> of(List<Offer> offers, ZoneId zone) {
        return offers.stream().map(offer -> of(offer, zone)).toList();
    }
}
