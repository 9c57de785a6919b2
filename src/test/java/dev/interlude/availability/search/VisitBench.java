package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.AppointmentRules;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Staffing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/**
 * The first 20 offers for a visit of three services, five staff and 31 days: two of two segments with a pause, one that fits
 * into either pause, in any order. Part of {@code ./interlude search-bench}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VisitBench {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Param({"EARLIEST", "SHORTEST", "FEWEST_CHANGES", "TIGHTEST"})
    Order order;

    @Param("5")
    int staff;

    @Param("31")
    int days;

    private Visit visit;

    record Visit(OfferQuery query, FreeSlots slots) {}

    @Setup
    public void open() {
        visit = visit(order, staff, days);
    }

    @Benchmark
    public List<Offer> search() {
        return OfferSearch.search(visit.query(), visit.slots(), Diary.blank(BERLIN));
    }

    static Visit visit(Order order, int staff, int days) {
        var starts = new HashMap<Long, List<Instant>>();
        var random = new Random(1);
        var services = new LinkedHashMap<String, Service>();
        services.put("colour", service("colour", 100, 2, false, staff, days, starts, random));
        services.put("perm", service("perm", 200, 2, false, staff, days, starts, random));
        services.put("nails", service("nails", 300, 1, true, staff, days, starts, random));
        var visit = new Catalog(BERLIN, "salon", Map.of(), services).visit(List.copyOf(services.values()), true);
        var end = BEGIN.plus(Duration.ofDays(days));
        return new Visit(new OfferQuery(visit, BEGIN, end, Optional.empty(), order, 20, false), FreeSlots.of(starts));
    }

    private static Service service(
            String id,
            long first,
            int size,
            boolean inPause,
            int staff,
            int days,
            Map<Long, List<Instant>> starts,
            Random random) {
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < size; i++) {
            var eventTypes = new LinkedHashMap<String, Long>();
            for (int s = 0; s < staff; s++) {
                long type = first + 10L * i + s;
                eventTypes.put("staff" + s, type);
                starts.put(type, SearchBench.starts(days, random));
            }
            var pause = i == size - 1 ? Pause.NONE : new Pause(30, 60, 30);
            segments.add(new Segment("s" + i, "S" + i, 30, pause, StaffRule.ANY, eventTypes));
        }
        return new Service(
                id,
                id,
                "salon",
                0,
                Service.USUAL_HORIZON,
                Service.NO_LIMIT,
                AtCalcom.DEFAULT,
                Staffing.FAIR,
                AppointmentRules.NONE,
                null,
                inPause,
                List.copyOf(segments),
                null);
    }
}
