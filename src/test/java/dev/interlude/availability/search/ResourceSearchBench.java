package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.availability.units.UnitTimes;
import dev.interlude.availability.units.UnitTimes.Taken;
import dev.interlude.catalog.Needs;
import dev.interlude.catalog.OpeningHours;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Resource;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first 20 offers of each of three services of five segments by five people, each segment and pause with a need of one of four
 * kinds of resources, whose two units are taken half of the time. Run with {@link SearchBench}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResourceSearchBench {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int SERVICES = 3;

    @Param({"EARLIEST", "SHORTEST", "FEWEST_CHANGES", "TIGHTEST"})
    Order order;

    @Param("5")
    int staff;

    @Param("31")
    int days;

    /** Kinds of resources; without any nothing is needed. */
    @Param("4")
    int kinds;

    private List<OfferQuery> queries;
    private FreeSlots slots;
    private List<Resource> resources;
    private List<Taken> taken;

    @Setup
    public void open() {
        var salon = SearchBench.salon(staff, days, new Pause(15, 60, 30));
        slots = salon.slots();
        queries = IntStream.range(0, SERVICES)
                .mapToObj(i -> new OfferQuery(
                        needing(salon.service(), i),
                        BEGIN,
                        BEGIN.plus(Duration.ofDays(days)),
                        Optional.empty(),
                        order,
                        20,
                        false))
                .toList();
        resources = IntStream.range(0, kinds)
                .mapToObj(kind -> new Resource("kind" + kind, "Kind " + kind, 2, OpeningHours.ALWAYS))
                .toList();
        taken = taken(new Random(1));
    }

    private Service needing(Service bare, int shift) {
        var segments = IntStream.range(0, bare.segments().size())
                .mapToObj(i -> {
                    var s = bare.segments().get(i);
                    var needs = kinds == 0 ? Needs.NONE : new Needs(kind(i + shift), kind(i + shift + 1));
                    return new Segment(
                            s.key(),
                            s.name(),
                            s.usual(),
                            s.staffRule(),
                            s.eventTypes(),
                            s.own(),
                            s.optional(),
                            s.durations(),
                            needs);
                })
                .toList();
        return new Service("bench" + shift, "Bench", "salon", 0, segments);
    }

    private Set<String> kind(int position) {
        return Set.of("kind" + position % kinds);
    }

    private List<Taken> taken(Random random) {
        var taken = new ArrayList<Taken>();
        for (int kind = 0; kind < kinds; kind++) {
            for (int hour = 0; hour < days * 24; hour++) {
                var from = BEGIN.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(5L * random.nextInt(6)));
                var during = new Interval(from, from.plus(Duration.ofMinutes(30)));
                taken.add(new Taken("kind" + kind, 1 + random.nextInt(2), during));
                taken.add(new Taken("kind" + kind, 1 + random.nextInt(2), during));
            }
        }
        return taken;
    }

    /** With what comes before it: making the free times of the units out of what is taken. */
    @Benchmark
    public List<List<Offer>> search() {
        return queries.stream()
                .map(query -> OfferSearch.search(query, slots, Diary.blank(ZONE), Turns.NONE, units()))
                .toList();
    }

    private FreeUnits units() {
        return UnitTimes.of(resources, ZONE, BEGIN, BEGIN.plus(Duration.ofDays(days)), taken)
                .free();
    }
}
