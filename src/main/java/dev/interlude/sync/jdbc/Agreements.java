package dev.interlude.sync.jdbc;

import dev.interlude.booking.SeenBooking;
import dev.interlude.sync.Comparison;
import dev.interlude.sync.Drift;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settles by itself what differed and no longer does. */
final class Agreements {

    private final JdbcClient jdbc;
    private final DriftRows rows;

    Agreements(JdbcClient jdbc, DriftRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    private record Unsettled(String subject, Drift drift) {}

    /** @param page what Cal.com has just shown */
    void note(String account, List<SeenBooking> page, Known known) {
        var about = bySubject(page, known);
        if (about.isEmpty()) {
            return;
        }
        var unsettled = jdbc.sql("select * from sync_drift where subject in (:subjects) and " + DriftRows.UNSETTLED)
                .param("subjects", about.keySet())
                .query((row, n) -> new Unsettled(row.getString("subject"), StoredDrift.of(row, n)))
                .list();
        for (var one : unsettled) {
            var kind = one.drift().kind();
            var said = about.get(one.subject());
            var heard = said.stream().anyMatch(there -> saysSo(kind, there, known));
            var still = said.stream()
                    .flatMap(there -> Comparison.of(account, there, known.of(there)).stream())
                    .anyMatch(found -> found.kind() == kind);
            if (heard && !still) {
                rows.settle(
                        one.drift().id(),
                        one.drift().onceAgreed(0),
                        "interlude",
                        one.drift().detail());
            }
        }
    }

    private static Map<String, List<SeenBooking>> bySubject(List<SeenBooking> page, Known known) {
        var about = new HashMap<String, List<SeenBooking>>();
        for (var there : page) {
            about.computeIfAbsent(there.uid(), uid -> new ArrayList<>()).add(there);
            known.of(there).ifPresent(match -> about.computeIfAbsent(
                            match.here().segment().toString(), segment -> new ArrayList<>())
                    .add(there));
        }
        return about;
    }

    /** What a booking was on its way says nothing about where it stands now. */
    private static boolean saysSo(DriftKind kind, SeenBooking there, Known known) {
        return known.of(there)
                .map(match -> match.by() == Known.By.CURRENT || kind == DriftKind.UNDONE)
                .orElse(true);
    }
}
