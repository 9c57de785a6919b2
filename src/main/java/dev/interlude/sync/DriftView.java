package dev.interlude.sync;

import dev.interlude.observed.UnreadableRow;
import dev.interlude.sync.Drift.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Differences as upstream systems see them, without personal data. */
public final class DriftView {

    private DriftView() {}

    /** The event data of a new difference. */
    public static Map<String, Object> event(UUID id, Finding found, Repair repair) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("kind", kind(found.kind()));
        event.put("repair", repair.text());
        event.put("bookingId", found.local() == null ? null : found.local().booking());
        event.put("account", found.account());
        event.put("calcomUid", found.uid());
        event.put("detail", found.detail());
        return event;
    }

    /** The same for a clash. */
    public static Map<String, Object> clash(UUID id, UUID booking, String why) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("kind", kind(DriftKind.CLASH));
        event.put("repair", Repair.FLAG.text());
        event.put("bookingId", booking);
        event.put("detail", why);
        return event;
    }

    /** The same for an unreadable row. */
    public static Map<String, Object> unreadable(UUID id, String account, UnreadableRow row) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", id);
        event.put("kind", kind(DriftKind.UNREADABLE));
        event.put("repair", Repair.FLAG.text());
        event.put("bookingId", null);
        event.put("account", account);
        event.put("calcomUid", row.uid());
        event.put("detail", row.why());
        return event;
    }

    public static Map<String, Object> of(Drift drift) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", drift.id());
        view.put("kind", kind(drift.kind()));
        view.put("state", drift.state().name().toLowerCase(Locale.ROOT));
        view.put("repair", drift.repair().text());
        view.put("bookingId", drift.booking());
        view.put("segmentId", drift.segment());
        view.put("account", drift.account());
        view.put("calcomUid", drift.uid());
        view.put("ours", side(drift.local()));
        view.put("calcom", side(drift.calcom()));
        view.put("detail", drift.detail());
        view.put("runId", drift.run());
        view.put("foundAt", text(drift.foundAt()));
        view.put("settledAt", text(drift.settledAt()));
        view.put("settledBy", drift.settledBy());
        return view;
    }

    public static Map<String, Object> list(List<Drift> all) {
        return Map.of("drift", all.stream().map(DriftView::of).toList());
    }

    static String kind(DriftKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Map<String, Object> side(Side side) {
        if (side.status() == null) {
            return null;
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("status", side.status().toLowerCase(Locale.ROOT));
        view.put("start", text(side.start()));
        view.put("end", text(side.end()));
        return view;
    }
}
