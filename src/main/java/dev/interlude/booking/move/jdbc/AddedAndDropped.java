package dev.interlude.booking.move.jdbc;

import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.jdbc.NewSegments;
import dev.interlude.booking.move.MovePlan;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Segments that a booking gets or loses. What is added is no part of it until all has succeeded; what is dropped is part of it
 * until then. Every call runs in the caller's transaction.
 */
final class AddedAndDropped {

    private final JdbcClient jdbc;
    private final NewSegments segments;
    private final Clock clock;

    AddedAndDropped(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.segments = new NewSegments(jdbc);
        this.clock = clock;
    }

    /** One that is added stands for itself until it is part of its booking. */
    void insert(PlannedSegment segment) {
        segments.insert(segment, segment.id(), clock.instant().minus(MovingLedger.NOT_SENT));
    }

    /**
     * The booking consists of what the plan says, in its order.
     *
     * @return the segments that are no part of it any more and still stand in Cal.com: they are to be released
     * @throws dev.interlude.platform.problems.Refused when one that is added was given up meanwhile
     */
    List<UUID> settle(MovePlan plan) {
        if (plan.added().isEmpty() && plan.dropped().isEmpty()) {
            return List.of();
        }
        MovingLedger.requireGoingOn(add(plan) == plan.added().size());
        var released = drop(plan);
        order(plan);
        return released;
    }

    private int add(MovePlan plan) {
        return jdbc.sql(
                        """
                update segment set current = true, replaces = null
                where id = any(:added) and replaces = id and status in ('BOOKED', 'PENDING')
                """)
                .param("added", plan.added().stream().map(PlannedSegment::id).toArray(UUID[]::new))
                .update();
    }

    private List<UUID> drop(MovePlan plan) {
        return jdbc.sql(
                        """
                with dropped as (
                    update segment set current = false,
                        status = case when status in ('BOOKED', 'PENDING') then 'RELEASING' else status end
                    where id = any(:dropped) returning id, status)
                select id from dropped where status = 'RELEASING'
                """)
                .param("dropped", plan.dropped().stream().map(BookedSegment::id).toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Those that are no part of it come behind. */
    private void order(MovePlan plan) {
        jdbc.sql(
                        """
                update segment s set position = ordered.position
                from (select id, row_number() over (
                          order by current desc, array_position(:keys::text[], key), position) - 1 position
                      from segment where booking = :booking) ordered
                where s.id = ordered.id and s.position <> ordered.position
                """)
                .param("keys", plan.order().toArray(String[]::new))
                .param("booking", plan.booking())
                .update();
    }
}
