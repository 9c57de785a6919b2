package dev.interlude.booking.units;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.WallClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of a resource that is kept for a booking, such as chair 2, and how long. */
public record HeldUnit(String kind, int unit, Instant start, Instant end) {

    /** @param stored as the database writes them; may be null */
    public static List<HeldUnit> read(JsonNode stored) {
        return stored == null
                ? List.of()
                : stored.valueStream()
                        .map(one -> new HeldUnit(
                                one.path("kind").textValue(),
                                one.path("unit").intValue(),
                                time(one.path("start")),
                                time(one.path("end"))))
                        .toList();
    }

    private static Instant time(JsonNode stored) {
        return OffsetDateTime.parse(stored.textValue()).toInstant();
    }

    /** As callers see them: adjacent stretches of one unit are one. */
    public static List<Map<String, Object>> shown(List<HeldUnit> held, ZoneId zone) {
        return joined(held).stream()
                .map(unit -> {
                    var view = new LinkedHashMap<String, Object>();
                    view.put("kind", unit.kind());
                    view.put("unit", unit.unit());
                    view.put("start", WallClock.written(unit.start(), zone));
                    view.put("end", WallClock.written(unit.end(), zone));
                    return (Map<String, Object>) view;
                })
                .toList();
    }

    private static List<HeldUnit> joined(List<HeldUnit> held) {
        var joined = new ArrayList<HeldUnit>();
        held.stream()
                .sorted(Comparator.comparing(HeldUnit::kind)
                        .thenComparing(HeldUnit::unit)
                        .thenComparing(HeldUnit::start))
                .forEach(next -> {
                    var last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                    if (last != null && last.isFollowedBy(next)) {
                        joined.set(
                                joined.size() - 1,
                                new HeldUnit(last.kind(), last.unit(), last.start(), later(last, next)));
                    } else {
                        joined.add(next);
                    }
                });
        joined.sort(Comparator.comparing(HeldUnit::start).thenComparing(HeldUnit::kind));
        return joined;
    }

    private boolean isFollowedBy(HeldUnit next) {
        return kind.equals(next.kind) && unit == next.unit && !next.start.isAfter(end);
    }

    private static Instant later(HeldUnit one, HeldUnit other) {
        return one.end.isAfter(other.end) ? one.end : other.end;
    }
}
