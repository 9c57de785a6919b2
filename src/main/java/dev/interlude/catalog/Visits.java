package dev.interlude.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Composes services into a visit. Each arrangement of them is a service of its own, whose id says which:
 * {@code haircut_manicure} is one after the other, {@code colour-and-style.colour.manicure} has the manicure in the pause
 * after the segment {@code colour}. So everything that is done with a service is done with a visit.
 */
public final class Visits {

    public static final int MOST_SERVICES = 3;
    private static final int MOST_ARRANGEMENTS = 24;

    private final Map<String, Service> services;
    private final int longestWait;

    /** @param longestWait minutes that may pass between two services */
    Visits(Map<String, Service> services, int longestWait) {
        this.services = services;
        this.longestWait = longestWait;
    }

    /** A service in its place, and the services in its pauses by the position of the segment before the pause. */
    private record Placed(Service service, Map<Integer, Service> inside) {

        Placed with(int position, Service guest) {
            var more = new TreeMap<>(inside);
            more.put(position, guest);
            return new Placed(service, more);
        }

        boolean hasRoomFor(Service guest, int position) {
            var segment = service.segments().get(position);
            return guest.duringPause()
                    && position + 1 < service.segments().size()
                    && !inside.containsKey(position)
                    && segment.termsOfAll().anyMatch(t -> t.pause().max() >= guest.minMinutes());
        }

        String id() {
            return service.id()
                    + inside.entrySet().stream()
                            .map(e -> "." + service.segments().get(e.getKey()).key() + "."
                                    + e.getValue().id())
                            .collect(Collectors.joining());
        }
    }

    /** The ids of the services in a visit; of another service its own. */
    public static List<String> services(String id) {
        return List.of(id.replaceAll("[.][a-z0-9-]+[.]", "_").split("_"));
    }

    /**
     * All ways to place these services.
     *
     * @param several two or three different services of one account
     * @param anyOrder whether a later one may come first
     */
    Service of(List<Service> several, boolean anyOrder) {
        var found = new LinkedHashMap<String, Service>();
        for (var order : anyOrder ? orders(several) : List.of(several)) {
            place(order, several, List.of(), found);
        }
        var first = found.values().iterator().next();
        return first.arranged(several, List.copyOf(found.values()));
    }

    private static List<List<Service>> orders(List<Service> several) {
        if (several.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<Service>>();
        for (var first : several) {
            var others = several.stream().filter(s -> s != first).toList();
            for (var rest : orders(others)) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    /** Each next service goes into a pause of one before it, or behind all of them. */
    private void place(List<Service> left, List<Service> several, List<Placed> placed, Map<String, Service> found) {
        if (found.size() == MOST_ARRANGEMENTS) {
            return;
        }
        if (left.isEmpty()) {
            var one = compose(several, placed);
            found.putIfAbsent(one.id(), one);
            return;
        }
        var next = left.get(0);
        var others = left.subList(1, left.size());
        for (int i = 0; i < placed.size(); i++) {
            var host = placed.get(i);
            for (int position = 0; position < host.service().segments().size(); position++) {
                if (host.hasRoomFor(next, position)) {
                    var more = new ArrayList<>(placed);
                    more.set(i, host.with(position, next));
                    place(others, several, more, found);
                }
            }
        }
        var more = new ArrayList<>(placed);
        more.add(new Placed(next, Map.of()));
        place(others, several, more, found);
    }

    /** The arrangement with this id. */
    Optional<Service> find(String id) {
        var several = services(id).stream().map(services::get).toList();
        if (several.size() < 2
                || several.size() > MOST_SERVICES
                || several.contains(null)
                || several.stream().distinct().count() < several.size()
                || several.stream().map(Service::account).distinct().count() > 1) {
            return Optional.empty();
        }
        return of(several, true).arrangements().stream()
                .filter(arrangement -> arrangement.id().equals(id))
                .findFirst();
    }

    private Service compose(List<Service> several, List<Placed> placed) {
        var segments = new ArrayList<Segment>();
        var enclosures = new ArrayList<Enclosure>();
        for (int i = 0; i < placed.size(); i++) {
            add(placed.get(i), i + 1 == placed.size() ? 0 : longestWait, segments, enclosures);
        }
        var first = several.get(0);
        return new Service(
                placed.stream().map(Placed::id).collect(Collectors.joining("_")),
                several.stream().map(Service::name).collect(Collectors.joining(" + ")),
                first.account(),
                several.stream().mapToInt(Service::noticeMinutes).max().orElse(0),
                Service.USUAL_HORIZON,
                Service.NO_LIMIT,
                atCalcom(several),
                first.staffing(),
                AppointmentRules.NONE, // those of its services count
                several.stream()
                        .map(Service::confirmWithin)
                        .filter(Objects::nonNull)
                        .min(Comparator.comparingLong(Span::minutes))
                        .orElse(null),
                false,
                List.copyOf(segments),
                new Visit(several, List.copyOf(enclosures), List.of()));
    }

    private static AtCalcom atCalcom(List<Service> several) {
        var all = several.stream().map(Service::atCalcom).distinct().toList();
        return all.size() == 1 ? all.get(0) : new AtCalcom(AtCalcom.Cancelled.FLAG, AtCalcom.Moved.FLAG);
    }

    private static void add(Placed placed, int wait, List<Segment> segments, List<Enclosure> enclosures) {
        var host = placed.service();
        int last = host.segments().size() - 1;
        for (int position = 0; position <= last; position++) {
            var segment = host.segments().get(position);
            var guest = placed.inside().get(position);
            var rule = placed.inside().containsKey(position - 1) ? StaffRule.ANY : segment.staffRule();
            if (guest == null) {
                int max = wait;
                boolean ends = position == last;
                segments.add(segment.inVisit(
                        host.id(), rule, pause -> ends ? new Pause(0, max, 0) : pause.asShortAsPossible()));
            } else {
                int opens = segments.size();
                segments.add(segment.inVisit(host.id(), rule, pause -> room(pause.max(), guest)));
                int longest = segment.termsOfAll()
                        .mapToInt(t -> t.pause().max())
                        .max()
                        .orElse(0);
                addGuest(guest, room(longest, guest), segments);
                enclosures.add(new Enclosure(
                        opens,
                        segments.size(),
                        segment,
                        host.segments().get(position + 1).staffRule()));
            }
        }
    }

    private static void addGuest(Service guest, Pause behind, List<Segment> segments) {
        int last = guest.segments().size() - 1;
        IntStream.rangeClosed(0, last).forEach(i -> {
            var segment = guest.segments().get(i);
            segments.add(segment.inVisit(
                    guest.id(), segment.staffRule(), pause -> i == last ? behind : pause.asShortAsPossible()));
        });
    }

    /** What a pause leaves beside the service in it. */
    private static Pause room(int longest, Service guest) {
        return new Pause(0, Math.max(0, longest - guest.minMinutes()), 0);
    }
}
