package dev.interlude.catalog;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the salon sells and who does it, as read from {@code config/catalog.yaml}.
 *
 * @param timeZone the salon's zone, used where a request names none
 * @param attendeeOverlap what happens to a booking whose attendee has another one at the same time
 * @param longestWait how many minutes a customer may wait between two services of one visit
 * @param account the Cal.com account of every service that names no other
 * @param oneOpen whether a customer has at most one appointment to come, of whatever service
 * @param noShows what follows when a customer repeatedly does not come; null: nothing
 * @param staff by id, in the order of the file
 * @param resources kinds of equipment that services need, by id, in the order of the file; may be empty
 * @param services by id, in the order of the file
 */
public record Catalog(
        ZoneId timeZone,
        String account,
        AttendeeOverlap attendeeOverlap,
        int longestWait,
        boolean oneOpen,
        NoShowRule noShows,
        Map<String, StaffMember> staff,
        Map<String, Resource> resources,
        Map<String, Service> services) {

    public static final int USUAL_WAIT = 30;

    /**
     * What follows when a customer repeatedly does not come.
     *
     * @param limit from how many no-shows on
     * @param within how long each of them counts
     * @param confirmWithin how long a deposit for any booking of such a customer is awaited
     */
    public record NoShowRule(int limit, Span within, Span confirmWithin) {}

    /** With the usual policies, without resources. */
    public Catalog(ZoneId timeZone, String account, Map<String, StaffMember> staff, Map<String, Service> services) {
        this(timeZone, account, AttendeeOverlap.WARN, USUAL_WAIT, false, null, staff, Map.of(), services);
    }

    public Catalog withLongestWait(int minutes) {
        return new Catalog(timeZone, account, attendeeOverlap, minutes, oneOpen, noShows, staff, resources, services);
    }

    /** A service, or a visit in one arrangement. */
    public Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id)).or(() -> new Visits(services, longestWait).find(id));
    }

    /**
     * Several services in one appointment.
     *
     * @param several two or three different services of one account
     * @param anyOrder whether a later one may come first
     */
    public Service visit(List<Service> several, boolean anyOrder) {
        return new Visits(services, longestWait).of(several, anyOrder);
    }

    /** Staff with event types at that account, in the order of the file. */
    public Set<String> staffAt(String accountId) {
        var busy = services.values().stream()
                .filter(s -> s.account().equals(accountId))
                .flatMap(s -> s.segments().stream())
                .flatMap(Segment::inEachLength)
                .flatMap(s -> s.eventTypes().keySet().stream())
                .collect(Collectors.toSet());
        return staff.keySet().stream().filter(busy::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The service that a booking of this event type in Cal.com belongs to. Of several the one with the fewest segments,
     * then the first in the file.
     */
    public Optional<Service> serviceOf(String accountId, long eventType) {
        return services.values().stream()
                .filter(s ->
                        s.account().equals(accountId) && s.segmentOf(eventType).isPresent())
                .min(Comparator.comparingInt(s -> s.segments().size()));
    }
}
