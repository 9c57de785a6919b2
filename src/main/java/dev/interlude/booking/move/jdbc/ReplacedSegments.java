package dev.interlude.booking.move.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.jdbc.NewSegments;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.move.Replacement;
import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Segments that are booked anew while their booking keeps its id. Until the move succeeds they are not part of the
 * booking. Every call runs in the caller's transaction.
 */
final class ReplacedSegments {

    private final JdbcClient jdbc;
    private final NewSegments segments;
    private final Clock clock;

    ReplacedSegments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.segments = new NewSegments(jdbc);
        this.clock = clock;
    }

    void insert(Replacement replacement) {
        segments.insert(
                replacement.segment(), replacement.replaces(), clock.instant().minus(MovingLedger.NOT_SENT));
    }

    /** Its create is about to be sent; false when it was given up meanwhile. */
    boolean sending(PlannedSegment segment) {
        return jdbc.sql("update segment set planned_at = :now where id = :id and status = 'PLANNED'")
                        .param("id", segment.id())
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }

    /** Whether any that is replaced or dropped was lost by Cal.com; asked after they have left their places. */
    boolean wereLost(MovePlan plan) {
        var old = Stream.concat(
                        plan.replacements().stream().map(Replacement::replaces),
                        plan.dropped().stream().map(BookedSegment::id))
                .toList();
        return !old.isEmpty()
                && jdbc.sql("select exists (select from segment where id in (:old) and status = 'CANCELLED')")
                        .param("old", old)
                        .query(Boolean.class)
                        .single();
    }

    private record Swapped(UUID id, boolean current, boolean stands) {}

    /**
     * Segments booked anew become part of their booking.
     *
     * @return the segments that are not any more and still stand in Cal.com: they are to be released
     * @throws dev.interlude.platform.problems.Refused when one of them was given up meanwhile
     */
    List<UUID> takePlaces(MovePlan plan) {
        if (plan.replacements().isEmpty()) {
            return List.of();
        }
        var swapped = jdbc.sql(
                        """
                with pair as (
                    select n.id new_id, n.position new_position, o.id old_id, o.position old_position
                    from segment n join segment o on o.id = n.replaces
                    where n.id in (:new) and n.replaces is not null and n.status in ('BOOKED', 'PENDING')),
                swapped as (
                    update segment s set
                        position = case when s.id = new_id then old_position else new_position end,
                        current = s.id = new_id,
                        replaces = null,
                        status = case when s.id = old_id and s.status in ('BOOKED', 'PENDING') then 'RELEASING'
                                      else s.status end
                    from pair where s.id in (new_id, old_id)
                    returning s.id, s.current, s.status, s.key, s.staff),
                written as (
                    insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                    select :booking, :now, 'segment replaced', 'interlude', key || ' with ' || staff, :trace,
                           (select saga from booking where id = :booking)
                    from swapped where current)
                select id, current, status = 'RELEASING' from swapped
                """)
                .param("booking", plan.booking())
                .param(
                        "new",
                        plan.replacements().stream().map(r -> r.segment().id()).toList())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .query((row, n) -> new Swapped(row.getObject(1, UUID.class), row.getBoolean(2), row.getBoolean(3)))
                .list();
        MovingLedger.requireGoingOn(swapped.stream().filter(Swapped::current).count()
                == plan.replacements().size());
        return swapped.stream()
                .filter(s -> !s.current() && s.stands())
                .map(Swapped::id)
                .toList();
    }
}
