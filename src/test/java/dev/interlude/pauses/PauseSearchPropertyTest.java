package dev.interlude.pauses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffMember;
import dev.interlude.catalog.StaffRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Assertions;

@Label("What fills a pause, compared with trying every minute,")
class PauseSearchPropertyTest {

    private static final Instant BEGIN = Instant.parse("2027-06-07T08:00:00Z");
    private static final Catalog CATALOG = catalog();
    private static final Clock LONG_BEFORE = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** A day of anna's: minutes after opening, each free or taken, in steps of five. */
    private record AnnasDay(boolean[] taken, boolean[] held) {

        static AnnasDay of(java.util.Random random) {
            var day = new AnnasDay(new boolean[60], new boolean[60]);
            for (int n = random.nextInt(8); n > 0; n--) {
                day.occupy(random.nextBoolean() ? day.taken : day.held, random.nextInt(55), 1 + random.nextInt(5));
            }
            return day;
        }

        private void occupy(boolean[] where, int from, int length) {
            java.util.Arrays.fill(where, from, Math.min(60, from + length), true);
        }

        boolean isFree(int from, int length) {
            return from + length <= 60 && IntStream.range(from, from + length).noneMatch(i -> taken[i] || held[i]);
        }

        List<Instant> starts(int minutes) {
            int length = minutes / 5;
            return IntStream.rangeClosed(0, 60 - length)
                    .filter(from -> IntStream.range(from, from + length).noneMatch(i -> taken[i]))
                    .mapToObj(PauseSearchPropertyTest::at)
                    .toList();
        }

        List<Interval> holds() {
            return IntStream.range(0, 60)
                    .filter(i -> held[i])
                    .mapToObj(i -> new Interval(at(i), at(i + 1)))
                    .toList();
        }
    }

    @Property(tries = 2000)
    @Label("finds the same free parts and the same services")
    void same(@ForAll java.util.Random random) {
        var day = AnnasDay.of(random);
        int from = random.nextInt(40);
        int length = 1 + random.nextInt(20);
        var pause = new BookedPause(
                new UUID(0, 1), "colour", "anna", new Interval(at(from), at(Math.min(60, from + length))));
        int to = Math.min(60, from + length);

        var found = new PauseSearch(CATALOG, LONG_BEFORE)
                .fillable(List.of(pause), slots(day), Map.of("anna", day.holds()), FullDays.NONE, FreeUnits.ALL)
                .get(0);

        assertThat(steps(found.free()))
                .isEqualTo(IntStream.range(from, to)
                        .filter(i -> day.isFree(i, 1))
                        .boxed()
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
        var fits = new ArrayList<String>();
        if (IntStream.range(from, to).anyMatch(i -> i + 6 <= to && day.isFree(i, 6))) {
            fits.add("cut");
        }
        if (IntStream.range(from, to).anyMatch(i -> IntStream.rangeClosed(1, 3)
                .anyMatch(gap -> i + 2 + gap + 1 <= to && day.isFree(i, 2) && day.isFree(i + 2 + gap, 1)))) {
            fits.add("tint");
        }
        Assertions.assertEquals(fits, found.fits());
        Statistics.label("fits").collect(fits).coverage(seen -> {
            seen.check(List.of()).percentage(p -> p > 5);
            seen.check(List.of("cut", "tint")).percentage(p -> p > 5);
            seen.check(List.of("tint")).percentage(p -> p > 5);
        });
    }

    private static TreeSet<Integer> steps(List<Interval> free) {
        var steps = new TreeSet<Integer>();
        free.forEach(part -> {
            for (int i = 0; i < 60; i++) {
                if (!at(i).isBefore(part.start()) && at(i).isBefore(part.end())) {
                    steps.add(i);
                }
            }
        });
        return steps;
    }

    private static FreeSlots slots(AnnasDay day) {
        var starts = new HashMap<Long, List<Instant>>();
        CATALOG.services().values().forEach(service -> service.segments()
                .forEach(s -> starts.put(s.eventTypes().get("anna"), day.starts(s.minutes("anna")))));
        return FreeSlots.of(starts);
    }

    private static Instant at(int step) {
        return BEGIN.plusSeconds(step * 300L);
    }

    /** A cut of 30 minutes; a tint of 10, a pause of 5 to 15, and 5 to wash it out. */
    private static Catalog catalog() {
        var services = new LinkedHashMap<String, Service>();
        services.put("cut", new Service("cut", "Cut", "salon", 0, List.of(segment("cut", 30, Pause.NONE, 1))));
        services.put(
                "tint",
                new Service(
                        "tint",
                        "Tint",
                        "salon",
                        0,
                        List.of(segment("tint", 10, new Pause(5, 15, 5), 2), segment("wash", 5, Pause.NONE, 3))));
        return new Catalog(
                ZoneId.of("Europe/Berlin"), "salon", Map.of("anna", new StaffMember("anna", "Anna")), services);
    }

    private static Segment segment(String key, int minutes, Pause pause, long eventType) {
        return new Segment(key, key, minutes, pause, StaffRule.ANY, Map.of("anna", eventType));
    }
}
