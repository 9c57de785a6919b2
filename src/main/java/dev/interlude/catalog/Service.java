package dev.interlude.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something a customer can book: one segment, or several with pauses between them.
 *
 * @param account the Cal.com account that holds its event types
 * @param noticeMinutes how long before its start it must be booked at the latest
 * @param horizonDays how many days ahead it can be booked at most; {@link #USUAL_HORIZON}: as many as is set for all
 * @param perDay how often it is booked a day; {@link #NO_LIMIT}: any number of times
 * @param atCalcom what happens when a part of it is changed in Cal.com
 * @param staffing who of several people gets it, where the caller left that open
 * @param duringPause whether a customer can have it in the pause of another service
 * @param visit what it is composed of; null where the catalog has it like this
 * @param rules what must hold between the appointments of one customer
 * @param confirmWithin how long its deposit is awaited; null: it needs none
 */
public record Service(
        String id,
        String name,
        String account,
        int noticeMinutes,
        int horizonDays,
        int perDay,
        AtCalcom atCalcom,
        Staffing staffing,
        AppointmentRules rules,
        Span confirmWithin,
        boolean duringPause,
        List<Segment> segments,
        Visit visit) {

    public static final int NO_LIMIT = Integer.MAX_VALUE;
    public static final int USUAL_HORIZON = 0;

    /** One of the catalog, not in a pause of others. */
    public Service(
            String id,
            String name,
            String account,
            int noticeMinutes,
            int horizonDays,
            int perDay,
            AtCalcom atCalcom,
            Staffing staffing,
            List<Segment> segments) {
        this(
                id,
                name,
                account,
                noticeMinutes,
                horizonDays,
                perDay,
                atCalcom,
                staffing,
                AppointmentRules.NONE,
                null,
                false,
                segments,
                null);
    }

    /** Without a limit, with the usual policy. */
    public Service(String id, String name, String account, int noticeMinutes, List<Segment> segments) {
        this(id, name, account, noticeMinutes, USUAL_HORIZON, NO_LIMIT, AtCalcom.DEFAULT, Staffing.FAIR, segments);
    }

    public boolean isLimited() {
        return perDay < NO_LIMIT;
    }

    /** Minutes from the first start to the last end, with the quickest staff and every pause at its shortest. */
    public int minMinutes() {
        return segments.stream()
                .mapToInt(s -> s.termsOfAll().mapToInt(Terms::least).min().orElse(0))
                .sum();
    }

    /** The same with the slowest staff and every pause at its longest. */
    public int maxMinutes() {
        return segments.stream()
                .mapToInt(s -> s.termsOfAll().mapToInt(Terms::most).max().orElse(0))
                .sum();
    }

    /** The shortest it can take when one person does all of it. */
    public int minMinutes(String staff) {
        return segments.stream().mapToInt(s -> s.terms(staff).least()).sum();
    }

    /**
     * The sum of its segments' prices.
     *
     * @param staff who does each segment, by its key
     * @return null where it has none
     */
    public Price price(Map<String, String> staff) {
        Price sum = null;
        for (var segment : segments) {
            var price = segment.terms(staff.get(segment.key())).price();
            if (price == null) {
                return null;
            }
            sum = sum == null ? price : sum.plus(price);
        }
        return sum;
    }

    /** The kinds of resources that any of its segments or pauses needs. */
    public Set<String> needs() {
        return parts().stream()
                .flatMap(part -> part.segments().stream())
                .flatMap(s -> s.needs().all().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The services in a visit; of another service itself. */
    public List<Service> parts() {
        return visit == null ? List.of(this) : visit.services();
    }

    /** The ways to do it: of a visit that leaves the arrangement open several, else itself. */
    public List<Service> arrangements() {
        return visit == null || visit.arrangements().isEmpty() ? List.of(this) : visit.arrangements();
    }

    public List<Enclosure> enclosures() {
        return visit == null ? List.of() : visit.enclosures();
    }

    /** The same visit, with the arrangement left open. */
    Service arranged(List<Service> services, List<Service> ways) {
        return with(
                services.stream().map(Service::id).collect(Collectors.joining("_")),
                duringPause,
                segments,
                new Visit(services, visit.enclosures(), ways));
    }

    public Optional<Segment> segment(String key) {
        return segments.stream().filter(s -> s.key().equals(key)).findFirst();
    }

    /** The segment that is booked with this event type, in the length that the event type has. */
    public Optional<Segment> segmentOf(long eventType) {
        return segments.stream()
                .flatMap(Segment::inEachLength)
                .filter(s -> s.eventTypes().containsValue(eventType))
                .findFirst();
    }

    /**
     * The service as one customer has it: without optional segments, with other lengths and pauses.
     *
     * @param chosen its segments, in their order; nothing follows the pause of the last
     */
    public Service consistingOf(List<Segment> chosen) {
        var its = new ArrayList<>(chosen);
        its.set(0, its.get(0).first());
        its.set(its.size() - 1, its.get(its.size() - 1).with(Pause.NONE));
        return with(id, false, List.copyOf(its), null);
    }

    /**
     * The service as it was booked or offered.
     *
     * @param booked the event type of each of its segments, by key; what the catalog does not know any more is left out
     */
    public Service asBooked(Map<String, Long> booked) {
        if (visit != null) {
            return this;
        }
        var its = segments.stream()
                .filter(segment -> booked.containsKey(segment.key()))
                .map(segment -> segment.inEachLength()
                        .filter(s -> s.eventTypes().containsValue(booked.get(segment.key())))
                        .findFirst()
                        .orElse(segment))
                .toList();
        return its.isEmpty() ? this : consistingOf(its);
    }

    private Service with(String otherId, boolean inPauses, List<Segment> others, Visit otherVisit) {
        return new Service(
                otherId,
                name,
                account,
                noticeMinutes,
                horizonDays,
                perDay,
                atCalcom,
                staffing,
                rules,
                confirmWithin,
                inPauses,
                others,
                otherVisit);
    }
}
