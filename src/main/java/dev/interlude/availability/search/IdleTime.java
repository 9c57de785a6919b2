package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FreeStretches;
import dev.interlude.catalog.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures the idle time beside segments, as {@link Diary} defines it. */
final class IdleTime {

    private final Map<String, Neighbours> neighbours = new HashMap<>();
    private final Map<Object, SegmentBounds> least = new HashMap<>();

    IdleTime(Service service, FreeSlots slots, Diary diary) {
        var free = new HashMap<String, FreeStretches>();
        var days = new HashMap<String, KnownDays>();
        for (var segment : service.segments()) {
            segment.eventTypes().forEach((staff, id) -> {
                var starts = slots.starts(id);
                free.computeIfAbsent(staff, s -> new FreeStretches()).add(starts, segment.minutes(staff) * 60L);
                days.computeIfAbsent(staff, s -> new KnownDays(diary.zone()))
                        .include(starts, segment.minutes(staff) * 60L);
            });
        }
        free.forEach((staff, stretches) -> {
            var busy = diary.busy().getOrDefault(staff, List.of());
            busy.forEach(days.get(staff)::include);
            neighbours.put(staff, Neighbours.of(stretches, BusyTime.of(busy), days.get(staff)));
        });
    }

    /** @param starts at which the staff member is free, ascending */
    long[] beside(String staff, long[] starts, long length) {
        return neighbours.get(staff).idleBeside(starts, length);
    }

    /** Found once for all arrangements of a visit, which have the same segments. */
    SegmentBounds least(Object segment, Supplier<SegmentBounds> find) {
        return least.computeIfAbsent(segment, first -> find.get());
    }
}
