package dev.interlude.booking.move;

import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether the segments of an appointment still follow each other as the catalog has it. */
public final class PauseRules {

    /** When a segment is. */
    public record Stretch(String key, Instant start, Instant end) {}

    private PauseRules() {}

    /** @param segments those that stand, in the order of the service */
    public static boolean fit(Service service, List<Stretch> segments) {
        for (int i = 1; i < segments.size(); i++) {
            var before = segments.get(i - 1);
            var minutes =
                    Duration.between(before.end(), segments.get(i).start()).toMinutes();
            var pause = service.segment(before.key());
            if (pause.isPresent() && !pause.get().pause().allows(minutes)) {
                return false;
            }
        }
        return true;
    }
}
