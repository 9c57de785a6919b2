package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Caller;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionItem.Action;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Repair;
import dev.interlude.sync.RepairLedger;
import dev.interlude.sync.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Flagged bookings, and differences that no rule may decide or whose repair was given up. */
public class DriftAttention implements AttentionSource {

    private static final String IGNORE = "Leave it as it is";
    static final String LOOKED_AT = "Mark the booking as looked at";

    private final JdbcClient jdbc;
    private final RepairLedger repairs;
    private final OperatorActions actions;

    public DriftAttention(JdbcClient jdbc, RepairLedger repairs, OperatorActions actions) {
        this.jdbc = jdbc;
        this.repairs = repairs;
        this.actions = actions;
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        return jdbc
                .sql(
                        """
                select * from sync_drift
                where state in ('FLAGGED', 'FAILED') and (found_at, id) > (:since, :id)
                order by found_at, id limit :limit
                """)
                .param("since", sql(after.since()))
                .param("id", after.uuid())
                .param("limit", limit)
                .query(StoredDrift::of)
                .list()
                .stream()
                .map(DriftAttention::item)
                .toList();
    }

    /**
     * A person's decision about a difference.
     *
     * @throws Refused NOT_FOUND; VALIDATION_FAILED when this cannot be done about it
     */
    @Transactional
    public Drift resolved(UUID id, Resolution resolution, Caller by) {
        var drift = repairs.resolve(id, resolution);
        var what = resolution.repair() == null ? IGNORE : title(resolution.repair());
        actions.record(by, what, "difference", id, drift.booking());
        return drift;
    }

    private static AttentionItem item(Drift drift) {
        var flagged = drift.kind() == DriftKind.CLASH && drift.booking() != null;
        return new AttentionItem(
                flagged ? "booking-flagged" : drift.state() == State.FAILED ? "drift-failed" : "drift-flagged",
                drift.id().toString(),
                drift.booking(),
                drift.foundAt(),
                flagged ? sentence("The booking is flagged", drift.detail()) : reason(drift),
                flagged ? "/api/v1/bookings/" + drift.booking() + "/history" : "/api/v1/sync/drift",
                flagged ? looked(drift) : repairs(drift));
    }

    private static List<Action> looked(Drift drift) {
        return List.of(Action.post(LOOKED_AT, "/api/v1/bookings/" + drift.booking() + "/resolve-flag", Map.of()));
    }

    private static List<Action> repairs(Drift drift) {
        var path = "/api/v1/sync/drift/" + drift.id() + "/resolve";
        var actions = new ArrayList<Action>();
        Stream.of(Repair.ACCEPT_CALCOM, Repair.PUSH_OURS)
                .filter(repair -> drift.kind().allows(repair))
                .map(repair -> Action.post(title(repair), path, Map.of("resolution", repair.text())))
                .forEach(actions::add);
        actions.add(Action.post(IGNORE, path, Map.of("resolution", "ignore")));
        return actions;
    }

    private static String title(Repair repair) {
        return repair == Repair.ACCEPT_CALCOM ? "Take over what Cal.com has" : "Bring Cal.com in line with Interlude";
    }

    private static String reason(Drift drift) {
        var what =
                switch (drift.kind()) {
                    case TIME -> "Cal.com has the booking at another time";
                    case STATUS -> "Cal.com has the booking in another state";
                    case ATTENDEE -> "Cal.com has another attendee";
                    case ORPHAN -> "The booking stands here, but not in Cal.com";
                    case GHOST -> "Cal.com has a booking that Interlude does not know";
                    case UNDONE -> "Cal.com still has a booking that was given up here";
                    case CLASH -> "The booking does not fit the other bookings";
                    case UNREADABLE -> "Cal.com shows a booking that cannot be used";
                };
        return sentence(drift.state() == State.FAILED ? what + ", and the repair failed" : what, drift.detail());
    }

    private static String sentence(String what, String detail) {
        return detail.isBlank() ? what + "." : what + ": " + detail;
    }
}
