package dev.interlude.booking;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.move.MovePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** When a person works, or would. */
public record StaffTime(String staff, Instant start, Instant end) {

    public static List<StaffTime> of(BookingPlan plan) {
        return plan.segments().stream().map(StaffTime::of).toList();
    }

    /** Only the segments that go to another time or person. */
    public static List<StaffTime> of(MovePlan plan) {
        return Stream.concat(
                        plan.moves().stream().map(m -> new StaffTime(m.staff(), m.toStart(), m.toEnd())),
                        plan.anew().stream().map(StaffTime::of))
                .toList();
    }

    /** The segments whose time is known, by whoever may do them. */
    public static List<StaffTime> of(PlanRequest request) {
        var spelledOut = request.spelledOut();
        if (spelledOut.isPresent()) {
            return spelledOut.get().segments().stream()
                    .map(s -> new StaffTime(s.staff(), s.start(), s.end()))
                    .toList();
        }
        var times = new ArrayList<StaffTime>();
        for (var segment : request.service().segments()) {
            request.startOf(segment).ifPresent(start -> request.staffFor(segment)
                    .map(List::of)
                    .orElseGet(() -> List.copyOf(segment.eventTypes().keySet()))
                    .forEach(staff ->
                            times.add(new StaffTime(staff, start, start.plusSeconds(segment.minutes(staff) * 60L)))));
        }
        return times;
    }

    private static StaffTime of(PlannedSegment segment) {
        return new StaffTime(segment.staff(), segment.start(), segment.end());
    }
}
