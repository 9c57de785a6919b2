package dev.interlude.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of {@code GET /api/v1/services}, member for member. */
public record ServicesAnswer(List<ServiceAnswer> services) {

    public record ServiceAnswer(String id, String name, Bounds minutes, List<SegmentAnswer> segments) {}

    /**
     * @param minutes as usual, as are the pause and the price
     * @param pauseAfter null where the next segment begins at once, and after the last
     * @param price absent where the service has no prices
     * @param durations the other lengths it can have
     * @param byStaff the same of each person
     * @param needs kinds of resources of which it needs a unit
     * @param pauseNeeds the same for the pause after it
     */
    public record SegmentAnswer(
            String key,
            String name,
            int minutes,
            Bounds pauseAfter,
            @JsonInclude(JsonInclude.Include.NON_NULL) Price price,
            List<String> staff,
            boolean optional,
            List<DurationAnswer> durations,
            Map<String, TermsAnswer> byStaff,
            List<String> needs,
            List<String> pauseNeeds) {}

    public record DurationAnswer(int minutes, List<String> staff) {}

    public record TermsAnswer(int minutes, Bounds pauseAfter, @JsonInclude(JsonInclude.Include.NON_NULL) Price price) {}

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
        var usual = terms(segment.usual());
        var byStaff = new LinkedHashMap<String, TermsAnswer>();
        segment.eventTypes().keySet().forEach(staff -> byStaff.put(staff, terms(segment.terms(staff))));
        return new SegmentAnswer(
                segment.key(),
                segment.name(),
                usual.minutes(),
                usual.pauseAfter(),
                usual.price(),
                List.copyOf(byStaff.keySet()),
                segment.optional(),
                segment.durations().entrySet().stream()
                        .map(d -> new DurationAnswer(
                                d.getKey(), List.copyOf(d.getValue().keySet())))
                        .toList(),
                byStaff,
                List.copyOf(segment.needs().during()),
                List.copyOf(segment.needs().inPause()));
    }

    private static TermsAnswer terms(Terms terms) {
        var pause = terms.pause();
        return new TermsAnswer(
                terms.minutes(), pause.isNone() ? null : new Bounds(pause.min(), pause.max()), terms.price());
    }
}
