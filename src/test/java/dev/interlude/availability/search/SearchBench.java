package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The first 20 offers of a service of five segments, in slots of 15 minutes round the clock, of which a fifth is taken.
 * {@code ./interlude search-bench}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SearchBench {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final int SEGMENTS = 5;

    @Param({"EARLIEST", "SHORTEST", "FEWEST_CHANGES", "TIGHTEST"})
    Order order;

    @Param("5")
    int staff;

    @Param("31")
    int days;

    private OfferQuery query;
    private FreeSlots slots;
    private Diary diary;

    @Setup
    public void open() {
        var salon = salon(staff, days, new Pause(15, 60, 30));
        slots = salon.slots();
        query = new OfferQuery(
                salon.service(), BEGIN, BEGIN.plus(Duration.ofDays(days)), Optional.empty(), order, 20, false);
        diary = Diary.blank(ZoneId.of("Europe/Berlin"));
    }

    @Benchmark
    public List<Offer> search() {
        return OfferSearch.search(query, slots, diary);
    }

    record BenchSalon(Service service, FreeSlots slots) {}

    static BenchSalon salon(int staff, int days, Pause pauses) {
        var random = new Random(1);
        var segments = new ArrayList<Segment>();
        var slots = new HashMap<Long, List<Instant>>();
        for (int i = 0; i < SEGMENTS; i++) {
            var eventTypes = new LinkedHashMap<String, Long>();
            for (int s = 0; s < staff; s++) {
                long id = 100L * (i + 1) + s;
                eventTypes.put("staff" + s, id);
                slots.put(id, starts(days, random));
            }
            var pause = i == SEGMENTS - 1 ? Pause.NONE : pauses;
            segments.add(new Segment("s" + i, "S" + i, 30, pause, StaffRule.ANY, eventTypes));
        }
        return new BenchSalon(new Service("bench", "Bench", "salon", 0, List.copyOf(segments)), FreeSlots.of(slots));
    }

    /** How many each event type has, free or taken. One day more, so that what begins on the last can end. */
    static int starts(int days) {
        return (days + 1) * 96;
    }

    static List<Instant> starts(int days, Random random) {
        var starts = new ArrayList<Instant>();
        for (int quarter = 0; quarter < starts(days); quarter++) {
            if (random.nextInt(5) > 0) {
                starts.add(BEGIN.atOffset(ZoneOffset.UTC)
                        .plusMinutes(15L * quarter)
                        .toInstant());
            }
        }
        return starts;
    }

    /** Each at its usual size, then with one size changed at a time, to show how it grows. */
    public static void main(String[] args) throws RunnerException {
        var all = List.of(SearchBench.class, ResourceSearchBench.class, VisitBench.class);
        for (var bench : all) {
            run(bench, "days", "31");
        }
        for (var bench : all) {
            run(bench, "days", "7", "62");
            run(bench, "staff", "2", "10");
        }
        run(ResourceSearchBench.class, "kinds", "0", "2");
    }

    private static void run(Class<?> bench, String size, String... sizes) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(bench.getName())
                        .param(size, sizes)
                        .build())
                .run();
    }
}
