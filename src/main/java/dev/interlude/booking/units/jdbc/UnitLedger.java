package dev.interlude.booking.units.jdbc;

import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.availability.units.NeededUnit.Timed;
import dev.interlude.availability.units.UnitTimes.Choice;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.TimeAlreadyHeld;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Resource;
import dev.interlude.catalog.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes units of resources for customers. Locks their days first and then looks which are free, so a choice stands until the
 * commit. Every call runs in the caller's transaction, after the times of the staff are held; for a service that needs no
 * resources it does nothing.
 */
public class UnitLedger {

    private final UnitRows rows;
    private final HeldUnits units;
    private final Catalog catalog;

    public UnitLedger(JdbcClient jdbc, HeldUnits units, Catalog catalog, Clock clock) {
        this.rows = new UnitRows(jdbc, clock);
        this.units = units;
        this.catalog = catalog;
    }

    /** A segment and its time. */
    private record Part(UUID segment, Timed timed) {}

    /** @throws TimeAlreadyHeld when no unit of one kind is free */
    public void take(BookingPlan plan) {
        needing(plan.service()).ifPresent(service -> take(plan, service, List.of()));
    }

    /** For an offer that is held; the same otherwise. */
    public void takeForHold(BookingPlan plan) {
        needing(plan.service()).ifPresent(service -> {
            var needed = NeededUnit.of(service, timed(plan));
            rows.insertForHold(plan.id(), required(choose(plan.id(), service, needed, List.of())));
        });
    }

    /** Those of the hold that a booking is made of become the booking's; what the hold lacks, or is closed by now, is taken. */
    public void takeOver(BookingPlan plan) {
        needing(plan.service()).ifPresent(service -> {
            rows.passOn(plan.hold(), plan.id());
            rows.letGoOfClosed(plan.id());
            take(plan, service, rows.of(plan.id()));
        });
    }

    private void take(BookingPlan plan, Service service, List<UnitRows.Row> own) {
        var segments = plan.segments().stream().map(s -> s.id()).toList();
        var needed = missing(NeededUnit.of(service, timed(plan)), segments, own);
        var chosen = required(choose(plan.id(), service, needed, own));
        rows.insert(plan.id(), segments, chosen, named(chosen));
    }

    /** Takes what the booking needs after its move beside what it has. */
    public void take(MovePlan plan) {
        needing(plan.booked().service()).ifPresent(service -> {
            var parts = plan.parts().stream()
                    .map(p -> new Part(p.segment(), new Timed(p.key(), new Interval(p.start(), p.end()))))
                    .toList();
            var chosen = required(missing(plan.booking(), service, parts));
            rows.insert(plan.booking(), parts.stream().map(Part::segment).toList(), chosen, named(chosen));
        });
    }

    /** The move is complete: lets go of what the booking needs no more. */
    public void arrive(MovePlan plan) {
        needing(plan.booked().service()).ifPresent(service -> rows.keepThoseOfSegments(plan.booking()));
    }

    /**
     * Others have booked it, or moved it, in Cal.com: takes what is free for its times now, and lets go of the rest.
     *
     * @param service may be null
     * @return the names of what is not free: a fact all the same
     */
    public List<String> follow(UUID booking, String service) {
        return needing(service).map(needing -> follow(booking, needing)).orElse(List.of());
    }

    private List<String> follow(UUID booking, Service service) {
        var parts = rows.standing(booking);
        var chosen = missing(
                booking,
                service,
                parts.stream().map(p -> new Part(p.segment(), p.timed())).toList());
        var dead = parts.stream()
                .filter(p -> !p.alive())
                .map(UnitRows.Part::segment)
                .toList();
        var segments = parts.stream().map(UnitRows.Part::segment).toList();
        var wanted = chosen.stream()
                .filter(c -> !dead.contains(segments.get(c.needed().position())))
                .toList();
        var free = wanted.stream().filter(c -> c.unit().isPresent()).toList();
        rows.insert(booking, segments, free, named(free));
        rows.keepThoseOfSegments(booking);
        return wanted.stream()
                .filter(c -> c.unit().isEmpty())
                .map(c -> catalog.resources().get(c.needed().kind()).name())
                .distinct()
                .toList();
    }

    private Optional<Service> needing(String service) {
        return Optional.ofNullable(service).flatMap(catalog::service).filter(known -> !known.needs()
                .isEmpty());
    }

    private List<Choice> missing(UUID booking, Service service, List<Part> parts) {
        var own = rows.of(booking);
        var needed = missing(
                NeededUnit.of(service, parts.stream().map(Part::timed).toList()),
                parts.stream().map(Part::segment).toList(),
                own);
        return choose(booking, service, needed, own);
    }

    /** What is needed and not among the booking's own units. */
    private static List<NeededUnit> missing(List<NeededUnit> needed, List<UUID> segments, List<UnitRows.Row> own) {
        return needed.stream()
                .filter(n -> own.stream().noneMatch(row -> row.serves(segments.get(n.position()), n)))
                .toList();
    }

    private List<Choice> choose(UUID booking, Service service, List<NeededUnit> needed, List<UnitRows.Row> own) {
        if (needed.isEmpty()) {
            return List.of();
        }
        rows.lock(needed);
        var from = needed.stream()
                .map(n -> n.during().start())
                .min(Instant::compareTo)
                .orElseThrow();
        var to = needed.stream()
                .map(n -> n.during().end())
                .max(Instant::compareTo)
                .orElseThrow();
        return units.times(booking, units.kinds(service), from, to).choose(needed, UnitRows.preferred(own));
    }

    private List<Choice> required(List<Choice> chosen) {
        chosen.stream().filter(c -> c.unit().isEmpty()).findFirst().ifPresent(lacking -> {
            throw TimeAlreadyHeld.noUnit(
                    catalog.resources().get(lacking.needed().kind()), lacking.needed());
        });
        return chosen;
    }

    /** Chair 2, Basin 1. */
    private String named(List<Choice> chosen) {
        return String.join(
                ", ",
                chosen.stream()
                        .map(c -> name(c.needed().kind()) + " " + c.unit().getAsInt())
                        .distinct()
                        .toList());
    }

    private String name(String kind) {
        return Optional.ofNullable(catalog.resources().get(kind))
                .map(Resource::name)
                .orElse(kind);
    }

    private static List<Timed> timed(BookingPlan plan) {
        return plan.segments().stream()
                .map(s -> new Timed(s.key(), new Interval(s.start(), s.end())))
                .toList();
    }
}
