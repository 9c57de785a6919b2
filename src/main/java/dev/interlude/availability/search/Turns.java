package dev.interlude.availability.search;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Staffing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The order of staff for equal offers. Who is equal even then is ordered by a draw that is the same for the same request and
 * day: no one always comes first, and requests that come at once do not all ask for the same person.
 */
public final class Turns {

    /** Always in the order of the catalog. */
    public static final Turns NONE = new Turns(Staffing.FIRST, null, Map.of(), Map.of(), 0);

    private static final int NO_REQUEST = 0;

    private final Staffing staffing;
    private final ZoneId zone;
    private final Map<String, Map<LocalDate, Load>> loads;
    private final Map<String, Instant> lastBooked;
    private final long request;

    private record Load(long bookings, long seconds) {

        static final Load NONE = new Load(0, 0);

        Load plus(Load other) {
            return new Load(bookings + other.bookings, seconds + other.seconds);
        }
    }

    private Turns(
            Staffing staffing,
            ZoneId zone,
            Map<String, Map<LocalDate, Load>> loads,
            Map<String, Instant> lastBooked,
            long request) {
        this.staffing = staffing;
        this.zone = zone;
        this.loads = loads;
        this.lastBooked = lastBooked;
        this.request = request;
    }

    /**
     * @param zone its days count
     * @param held staff to the times that are held for customers
     * @param lastBooked when each was booked the last time; staff who never were are absent
     */
    public static Turns of(
            Staffing staffing, ZoneId zone, Map<String, List<Interval>> held, Map<String, Instant> lastBooked) {
        var loads = new HashMap<String, Map<LocalDate, Load>>();
        held.forEach((staff, times) -> times.forEach(time -> loads.computeIfAbsent(staff, who -> new HashMap<>())
                .merge(
                        LocalDate.ofInstant(time.start(), zone),
                        new Load(1, time.end().getEpochSecond() - time.start().getEpochSecond()),
                        Load::plus)));
        return new Turns(staffing, zone, loads, Map.copyOf(lastBooked), NO_REQUEST);
    }

    /** The same for one of several requests that may come at once. */
    public Turns ofRequest(Object id, int attempt) {
        return new Turns(staffing, zone, loads, lastBooked, mixed(31L * id.hashCode() + attempt) | 1);
    }

    /** The same staff, in that order. */
    List<String> order(List<String> staff, Instant start) {
        if (staffing == Staffing.FIRST || staff.size() < 2) {
            return staff;
        }
        var day = LocalDate.ofInstant(start, zone);
        var drawn = Comparator.<String>comparingLong(who -> draw(who, day));
        var longestAgo = Comparator.<String, Instant>comparing(who -> lastBooked.getOrDefault(who, Instant.MIN))
                .thenComparing(drawn);
        ToLongFunction<String> bookings = who -> load(who, day).bookings();
        return switch (staffing) {
            case FIRST -> staff;
            case LEAST_BUSY ->
                sorted(
                        staff,
                        Comparator.<String>comparingLong(who -> load(who, day).seconds())
                                .thenComparing(drawn));
            case LONGEST_IDLE -> sorted(staff, longestAgo);
            case FAIR ->
                request == NO_REQUEST
                        ? sorted(staff, Comparator.comparingLong(bookings).thenComparing(longestAgo))
                        : staff.stream()
                                .collect(
                                        Collectors.groupingBy(bookings::applyAsLong, TreeMap::new, Collectors.toList()))
                                .values()
                                .stream()
                                .flatMap(equal -> spread(sorted(equal, longestAgo), drawn).stream())
                                .toList();
        };
    }

    /** Draws among more than half of them; who was booked last stays behind, unless there are only two. */
    private static List<String> spread(List<String> longestAgo, Comparator<String> drawn) {
        int half = longestAgo.size() / 2 + 1;
        var order = new ArrayList<>(sorted(longestAgo.subList(0, Math.min(half, longestAgo.size())), drawn));
        order.addAll(longestAgo.subList(order.size(), longestAgo.size()));
        return order;
    }

    private Load load(String who, LocalDate day) {
        return loads.getOrDefault(who, Map.of()).getOrDefault(day, Load.NONE);
    }

    private long draw(String who, LocalDate day) {
        return mixed(mixed(request + day.toEpochDay()) + who.hashCode());
    }

    private static List<String> sorted(List<String> staff, Comparator<String> order) {
        return staff.stream().sorted(order).toList();
    }

    /** Spreads neighbouring numbers over all (the finalizer of MurmurHash3). */
    private static long mixed(long number) {
        long mixed = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
