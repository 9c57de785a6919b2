package dev.interlude.availability.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A bookable plan for a service: who does which segment when. */
public record Offer(String service, Instant start, Instant end, List<OfferedSegment> segments) {

    public static Offer of(String service, List<OfferedSegment> segments) {
        return new Offer(
                service,
                segments.get(0).start(),
                segments.get(segments.size() - 1).end(),
                List.copyOf(segments));
    }

    /** From the first start to the last end, pauses included. */
    public long minutes() {
        return Duration.between(start, end).toMinutes();
    }

    /** How often the customer changes hands. */
    public int staffChanges() {
        int changes = 0;
        for (int i = 1; i < segments.size(); i++) {
            changes += segments.get(i).staff().equals(segments.get(i - 1).staff()) ? 0 : 1;
        }
        return changes;
    }

    public List<OfferedPause> pauses() {
        var pauses = new ArrayList<OfferedPause>();
        for (int i = 1; i < segments.size(); i++) {
            var before = segments.get(i - 1);
            var gap = Duration.between(before.end(), segments.get(i).start());
            if (!gap.isZero()) {
                pauses.add(new OfferedPause(
                        before.key(),
                        before.staff(),
                        before.end(),
                        segments.get(i).start(),
                        gap.toMinutes()));
            }
        }
        return List.copyOf(pauses);
    }
}
