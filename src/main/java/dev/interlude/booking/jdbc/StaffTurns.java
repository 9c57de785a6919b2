package dev.interlude.booking.jdbc;

import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Staffing;
import dev.interlude.platform.Instants;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The order of staff for equal offers, from existing bookings. */
public class StaffTurns {

    private final JdbcClient jdbc;
    private final ZoneId zone;

    public StaffTurns(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    /** @param held staff to the times that are held for customers, on the days that matter */
    public Turns of(Service service, Map<String, List<Interval>> held) {
        var choosable = service.segments().stream()
                .map(segment -> segment.eventTypes().keySet())
                .filter(staff -> staff.size() > 1)
                .flatMap(java.util.Set::stream)
                .distinct()
                .toArray(String[]::new);
        return choosable.length == 0 || service.staffing() == Staffing.FIRST
                ? Turns.NONE
                : Turns.of(service.staffing(), zone, held, lastBooked(choosable));
    }

    /**
     * The same for a request: others that come at the same time should not all plan the same person.
     *
     * @param attempt counts its plans, from 1; null: it is planned once
     */
    public Turns ofRequest(BookingRequest request, Map<String, List<Interval>> held, Integer attempt) {
        var turns = of(request.planRequest().service(), held);
        return turns == Turns.NONE ? turns : turns.ofRequest(request.request(), attempt == null ? 1 : attempt);
    }

    private Map<String, Instant> lastBooked(String[] staff) {
        return jdbc
                .sql(
                        """
                select who.staff, last.planned_at
                from unnest(:staff) who(staff)
                cross join lateral (
                    select planned_at from segment
                    where staff = who.staff and status in ('PLANNED', 'BOOKED', 'PENDING')
                    order by planned_at desc limit 1) last
                """)
                .param("staff", staff)
                .query((row, n) -> Map.entry(row.getString("staff"), Instants.read(row, "planned_at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
