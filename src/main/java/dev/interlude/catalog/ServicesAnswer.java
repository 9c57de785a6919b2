package dev.interlude.catalog;

import java.util.List;

/** The answer of {@code GET /api/v1/services}, member for member. */
public record ServicesAnswer(List<ServiceAnswer> services) {

    public record ServiceAnswer(String id, String name, Bounds minutes, List<SegmentAnswer> segments) {}

    /**
     * @param pauseAfter null where the next segment begins at once, and after the last
     * @param durations the other lengths it can have
     */
    public record SegmentAnswer(
            String key,
            String name,
            int minutes,
            Bounds pauseAfter,
            List<String> staff,
            boolean optional,
            List<DurationAnswer> durations) {}

    public record DurationAnswer(int minutes, List<String> staff) {}

    /** In minutes. */
    public record Bounds(int min, int max) {}

    public static ServicesAnswer of(Catalog catalog) {
        return new ServicesAnswer(catalog.services().values().stream()
                .map(ServicesAnswer::service)
                .toList());
    }

    private static ServiceAnswer service(Service service) {
        return new ServiceAnswer(
                service.id(),
                service.name(),
                new Bounds(service.minMinutes(), service.maxMinutes()),
                service.segments().stream().map(ServicesAnswer::segment).toList());
    }

    private static SegmentAnswer segment(Segment segment) {
        var pause = segment.pause();
        return new SegmentAnswer(
                segment.key(),
                segment.name(),
                segment.minutes(),
                pause.isNone() ? null : new Bounds(pause.min(), pause.max()),
                List.copyOf(segment.eventTypes().keySet()),
                segment.optional(),
                segment.durations().entrySet().stream()
                        .map(d -> new DurationAnswer(
                                d.getKey(), List.copyOf(d.getValue().keySet())))
                        .toList());
    }
}
