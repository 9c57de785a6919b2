package dev.interlude.absences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.absences.Proposal.Way;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.catalog.Service;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Proposals for appointments of one segment")
class ProposalsPropertyTest {

    private static final Catalog CATALOG = CatalogFile.read(Path.of("config/catalog.yaml"));
    private static final Service HAIRCUT = CATALOG.service("haircut").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant OPENS = Instant.parse("2026-12-07T08:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final int STARTS = 12;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Proposals proposals = new Proposals(CATALOG, clock, new Horizon(clock, 365, CATALOG.timeZone()), 2);

    @Property(tries = 60)
    @Label("are what trying everything finds, one after the other: the same time, else the nearest, else none")
    void best(@ForAll long seed) {
        var random = new Random(seed);
        var free = new HashMap<Long, List<Instant>>();
        HAIRCUT.segments().get(0).eventTypes().forEach((staff, id) -> free.put(id, some(random, 4)));
        var bookings =
                some(random, 2).stream().map(ProposalsPropertyTest::ofAnna).toList();
        var away = new Absence(
                UUID.randomUUID(),
                "anna",
                null,
                null,
                OPENS,
                OPENS.plus(Duration.ofHours(random.nextInt(1, 7))),
                CATALOG.timeZone(),
                null,
                "test",
                NOW,
                null);
        var concerned = bookings.stream()
                .filter(b -> away.concerns(b.segments().get(0)))
                .toList();
        Map<String, List<Interval>> held = new HashMap<>();
        held.put("anna", new ArrayList<>(List.of(new Interval(away.from(), away.to()))));
        bookings.forEach(b -> held.get("anna").add(new Interval(b.start(), b.end())));

        var found = proposals.of(
                away, concerned, Set.of(), FreeSlots.of(free), List.of(), held, FullDays.NONE, FreeUnits.ALL);

        var taken = new HashMap<>(held);
        for (var proposal : found) {
            var start = proposal.booking().start();
            var same = by(start, free, taken, proposal.booking());
            var nearest = nearest(start, free, taken, proposal.booking());
            if (same) {
                assertThat(proposal.way()).isEqualTo(Way.SAME_TIME);
                assertThat(proposal.offer().start()).isEqualTo(start);
            } else {
                assertThat(proposal.way()).isEqualTo(nearest.isPresent() ? Way.OTHER_TIME : Way.NONE);
                nearest.ifPresent(at -> assertThat(proposal.offer().start()).isEqualTo(at));
            }
            if (proposal.offer() != null) {
                var segment = proposal.offer().segments().get(0);
                assertThat(isFree(segment.staff(), segment.start(), free, taken, proposal.booking()))
                        .isTrue();
                taken.computeIfAbsent(segment.staff(), who -> new ArrayList<>())
                        .add(new Interval(segment.start(), segment.end()));
            }
        }
        assertThat(found).hasSameSizeAs(concerned);
    }

    private static Optional<Instant> nearest(
            Instant start, Map<Long, List<Instant>> free, Map<String, List<Interval>> taken, Booking booking) {
        var all = new HashSet<Instant>();
        free.values().forEach(all::addAll);
        return all.stream()
                .filter(at -> by(at, free, taken, booking))
                .min(Comparator.comparing(
                                (Instant at) -> Duration.between(start, at).abs())
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean by(
            Instant start, Map<Long, List<Instant>> free, Map<String, List<Interval>> taken, Booking booking) {
        return HAIRCUT.segments().get(0).eventTypes().keySet().stream()
                .anyMatch(staff -> isFree(staff, start, free, taken, booking));
    }

    private static boolean isFree(
            String staff,
            Instant start,
            Map<Long, List<Instant>> free,
            Map<String, List<Interval>> taken,
            Booking booking) {
        var own = new Interval(booking.start(), booking.end());
        var work = new Interval(start, start.plus(LENGTH));
        return free.get(HAIRCUT.segments().get(0).eventTypes().get(staff)).contains(start)
                && taken.getOrDefault(staff, List.of()).stream()
                        .noneMatch(busy -> busy.overlaps(work) && !(staff.equals("anna") && busy.equals(own)));
    }

    private static List<Instant> some(Random random, int oneIn) {
        var starts = new ArrayList<Instant>();
        for (int i = 0; i < STARTS; i++) {
            if (random.nextInt(oneIn) == 0) {
                starts.add(OPENS.plus(LENGTH.multipliedBy(i)));
            }
        }
        return starts;
    }

    private static Booking ofAnna(Instant start) {
        var end = start.plus(LENGTH);
        var segment = new BookedSegment(
                UUID.randomUUID(), 0, "cut", "anna", start, end, SegmentStatus.BOOKED, "salon", 101L, "uid-" + start);
        return new Booking(
                UUID.randomUUID(),
                "haircut",
                BookingStatus.BOOKED,
                start,
                end,
                CATALOG.timeZone(),
                null,
                "",
                null,
                null,
                null,
                null,
                "interlude",
                1,
                NOW,
                NOW,
                null,
                null,
                null,
                List.of(segment));
    }
}
