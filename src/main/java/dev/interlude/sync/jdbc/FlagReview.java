package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.Booking;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.jdbc.OperatorActions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Marks a flagged booking as reviewed by a person, and ends flags that are no longer needed. */
public class FlagReview {

    private static final String RESOLVE =
            """
            update sync_drift set state = 'IGNORED', settled_at = :now, settled_by = :by
            where subject = :subject and kind = 'CLASH' and state = 'FLAGGED'
            returning id, detail, found_at
            """;

    private static final String OVER =
            """
            update sync_drift set state = 'GONE', settled_at = :now, settled_by = 'interlude'
            where id in (
                select d.id from sync_drift d join booking b on b.id = d.booking
                where d.state = 'FLAGGED' and d.kind = 'CLASH'
                  and b.status in ('CANCELLED', 'REJECTED', 'COMPENSATED', 'COMPLETED')
                limit :batch
                for update of d skip locked)
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final HistoryNotes history;
    private final OperatorActions actions;
    private final Clock clock;

    public FlagReview(JdbcClient jdbc, HistoryNotes history, OperatorActions actions, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.actions = actions;
        this.clock = clock;
    }

    /**
     * Resolves the booking's flags; its history records the reviewer. Without a flag nothing changes, so a repeat is
     * harmless.
     */
    @Transactional
    public Map<String, Object> resolved(Booking booking, JsonNode body, Caller by) {
        var now = clock.instant();
        var flags = jdbc.sql(RESOLVE)
                .param("subject", booking.id().toString())
                .param("by", by.name())
                .param("now", sql(now))
                .query((row, n) -> {
                    var flag = new LinkedHashMap<String, Object>();
                    flag.put("id", row.getString("id"));
                    flag.put("reason", row.getString("detail"));
                    flag.put("since", Instants.read(row, "found_at").toString());
                    return (Map<String, Object>) flag;
                })
                .list();
        flags.forEach(flag -> actions.record(
                by,
                DriftAttention.LOOKED_AT,
                "difference",
                UUID.fromString(flag.get("id").toString()),
                booking.id()));
        if (!flags.isEmpty()) {
            history.note(
                    booking.id(), "flag resolved", by.name(), body.path("note").asText(""));
        }
        return view(booking, flags);
    }

    /** The appointment was cancelled or has taken place: its flag is settled. */
    public void endSettled() {
        jdbc.sql(OVER).param("now", sql(clock.instant())).param("batch", BATCH).update();
    }

    private static Map<String, Object> view(Booking booking, List<Map<String, Object>> flags) {
        var view = new LinkedHashMap<String, Object>();
        view.put("bookingId", booking.id());
        view.put("resolved", flags);
        return view;
    }
}
