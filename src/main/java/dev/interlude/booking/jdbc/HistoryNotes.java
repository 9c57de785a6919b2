package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes a line into the history of a booking, in the caller's transaction. */
public class HistoryNotes {

    private final JdbcClient jdbc;
    private final Clock clock;

    public HistoryNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void note(UUID booking, String what, String by, String detail) {
        jdbc.sql(
                        """
                insert into booking_history (booking, at, what, by, detail, trace_id)
                values (:booking, :now, :what, :by, :detail, :trace)
                """)
                .param("booking", booking)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .param("what", what)
                .param("by", by)
                .param("detail", detail)
                .update();
    }
}
