package dev.interlude.pauses.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.availability.slots.Interval;
import dev.interlude.pauses.BookedPause;
import dev.interlude.pauses.PauseFilter;
import dev.interlude.platform.Instants;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pauses between the segments of booked appointments. */
public class BookedPauses {

    /** No segment is longer; the catalog is checked for that. */
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    public BookedPauses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that begin in a range and are not over, by start. */
    public List<BookedPause> beginningIn(PauseFilter filter) {
        return jdbc.sql(
                        """
                select s.booking, s.key, s.staff, s.end_at as pause_start, n.start_at as pause_end
                from segment s join segment n on n.booking = s.booking and n.current and n.position = (
                    select min(position) from segment m where m.booking = s.booking and m.current and m.position > s.position
                      and (strpos(s.key, '.') = 0 or split_part(m.key, '.', 1) = split_part(s.key, '.', 1)))
                where s.current and s.staff in (:staff) and s.start_at >= :earliest and s.start_at < :to
                  and s.end_at >= :from and s.end_at < :to and n.start_at > s.end_at and n.start_at > :now
                  and s.status in ('BOOKED', 'PENDING') and n.status in ('BOOKED', 'PENDING')
                order by s.end_at, s.staff, s.booking
                """)
                .param("staff", filter.staff())
                .param("earliest", sql(filter.range().start().minus(LONGEST_SEGMENT)))
                .param("from", sql(filter.range().start()))
                .param("to", sql(filter.range().end()))
                .param("now", sql(clock.instant()))
                .query((row, n) -> new BookedPause(
                        row.getObject("booking", UUID.class),
                        row.getString("key"),
                        row.getString("staff"),
                        new Interval(Instants.read(row, "pause_start"), Instants.read(row, "pause_end"))))
                .list();
    }
}
