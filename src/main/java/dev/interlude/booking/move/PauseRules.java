package dev.interlude.booking.move;

import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the segments of an appointment still follow each other as the catalog has it. */
public final class PauseRules {

    /** Who does a segment, and when. */
    public record Stretch(String key, String staff, Instant start, Instant end) {}

    private PauseRules() {}

    /** @param segments those that stand, in the order of the service */
    public static boolean fit(Service service, List<Stretch> segments) {
        for (var enclosure : service.enclosures()) {
            var opens = of(service, enclosure.opens(), segments);
            var closes = of(service, enclosure.closes(), segments);
            if (opens.isPresent()
                    && closes.isPresent()
                    && !enclosure.allows(
                            opens.get().staff(), opens.get().end(), closes.get().start())) {
                return false;
            }
        }
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

    private static Optional<Stretch> of(Service service, int position, List<Stretch> segments) {
        var key = service.segments().get(position).key();
        return segments.stream().filter(s -> s.key().equals(key)).findFirst();
    }
}
