package dev.interlude.availability.search;

import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for a service at a time.
 *
 * @param start when its first segment begins
 * @param staff who must do every segment, or empty for anyone
 * @param segments more exactly, in the order of the service; segments may be left out
 */
public record PlanRequest(Service service, Instant start, Optional<String> staff, List<RequestedSegment> segments) {

    public static PlanRequest at(Service service, Instant start) {
        return new PlanRequest(service, start, Optional.empty(), List.of());
    }

    public Optional<RequestedSegment> about(Segment segment) {
        return segments.stream().filter(w -> w.key().equals(segment.key())).findFirst();
    }

    /** The index of a segment in the request, or -1. */
    public int indexOf(Segment segment) {
        return about(segment).map(segments::indexOf).orElse(-1);
    }

    /** The staff requested for a segment, whether for it alone or for all. */
    public Optional<String> staffFor(Segment segment) {
        return about(segment).flatMap(RequestedSegment::staff).or(() -> staff);
    }

    /** When a segment is asked to begin; the first always is. */
    public Optional<Instant> startOf(Segment segment) {
        return about(segment)
                .flatMap(RequestedSegment::start)
                .or(() -> segment.equals(service.segments().get(0)) ? Optional.of(start) : Optional.empty());
    }

    /** The same for each arrangement of the service that the request allows. */
    List<PlanRequest> possible() {
        return service.arrangements().stream()
                .map(arranged -> new PlanRequest(arranged, start, staff, segments))
                .filter(arranged -> service.arrangements().size() == 1
                        || PlanRequestCheck.check(arranged).isEmpty())
                .toList();
    }

    /**
     * The offer that this request fully specifies: every segment has its staff member, and its start or a fixed pause,
     * so no search is needed. Only for requests that pass {@link PlanRequestCheck}.
     */
    public Optional<Offer> spelledOut() {
        return possible().stream()
                .map(PlanRequest::asArranged)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Offer> asArranged() {
        var segments = new ArrayList<OfferedSegment>();
        Optional<Instant> onlyStart = Optional.of(start);
        for (var segment : service.segments()) {
            var begins = startOf(segment).isPresent() ? startOf(segment) : onlyStart;
            var by = staffFor(segment);
            if (begins.isEmpty() || by.isEmpty()) {
                return Optional.empty();
            }
            var terms = segment.terms(by.get());
            var ends = begins.get().plusSeconds(terms.minutes() * 60L);
            segments.add(new OfferedSegment(
                    segment.key(), by.get(), segment.eventTypes().get(by.get()), begins.get(), ends));
            var pause = terms.pause();
            onlyStart =
                    pause.min() == pause.max() ? Optional.of(ends.plusSeconds(pause.min() * 60L)) : Optional.empty();
        }
        return Optional.of(Offer.of(service.id(), segments)).filter(this::keepsPauses);
    }

    /** Also those with another service in them. */
    private boolean keepsPauses(Offer offer) {
        return service.enclosures().stream().allMatch(enclosure -> {
            var opens = offer.segments().get(enclosure.opens());
            var closes = offer.segments().get(enclosure.closes());
            return enclosure.allows(opens.staff(), opens.end(), closes.start());
        });
    }
}
