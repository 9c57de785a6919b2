package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.util.List;

/** The answer of {@code GET /api/v1/services}, member for member. */
public record ServicesAnswer(List<ServiceAnswer> services) {

    public record Minutes(int min, int max) {}

    public record ServiceAnswer(String id, String name, Minutes minutes, List<SegmentAnswer> segments) {}

    /** @param pauseAfter null where the next segment follows at once, or none follows */
    public record SegmentAnswer(String key, String name, int minutes, Minutes pauseAfter, List<String> staff) {}

    public static ServicesAnswer of(Catalog catalog) {
        return new ServicesAnswer(
                catalog.services().values().stream().map(ServicesAnswer::of).toList());
    }

    private static ServiceAnswer of(Service service) {
        return new ServiceAnswer(
                service.id(),
                service.name(),
                new Minutes(service.minMinutes(), service.maxMinutes()),
                service.segments().stream().map(ServicesAnswer::of).toList());
    }

    private static SegmentAnswer of(Segment segment) {
        return new SegmentAnswer(
                segment.key(),
                segment.name(),
                segment.minutes(),
                of(segment.pause()),
                List.copyOf(segment.eventTypes().keySet()));
    }

    private static Minutes of(Pause pause) {
        return pause.isNone() ? null : new Minutes(pause.min(), pause.max());
    }
}
