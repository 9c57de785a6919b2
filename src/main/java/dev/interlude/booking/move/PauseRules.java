package dev.interlude.booking.move;

import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether the segments of an appointment still follow each other as the catalog has it. */
public final class PauseRules {

    /** Who does a segment, and when. */
    public record Stretch(String key, String staff, Instant start, Instant end) {}

    private PauseRules() {}

    /** @param segments those that stand, in the order of the service */
    public static boolean fit(Service service, List<Stretch> segments) {
        for (int i = 1; i < segments.size(); i++) {
            var before = segments.get(i - 1);
            var minutes =
                    Duration.between(before.end(), segments.get(i).start()).toMinutes();
            var segment = service.segment(before.key());
            if (segment.isPresent() && !segment.get().pause(before.staff()).allows(minutes)) {
                return false;
            }
        }
        return true;
    }
}
