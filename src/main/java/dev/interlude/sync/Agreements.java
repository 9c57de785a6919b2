package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.sync.jdbc.DriftRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolves differences that have disappeared. */
public final class Agreements {

    private final DriftRows rows;

    public Agreements(DriftRows rows) {
        this.rows = rows;
    }

    /** @param page what Cal.com has just shown */
    public void note(String account, List<CalcomBooking> page, Known known) {
        var about = bySubject(page, known);
        if (about.isEmpty()) {
            return;
        }
        for (var one : rows.unsettled(about.keySet())) {
            var kind = one.drift().kind();
            var observed = about.get(one.subject());
            var agrees = observed.stream().anyMatch(calcom -> saysSo(kind, calcom, known));
            var still = observed.stream()
                    .flatMap(calcom -> Comparison.of(account, calcom, known.of(calcom)).stream())
                    .anyMatch(found -> found.kind() == kind);
            if (agrees && !still) {
                rows.settle(
                        one.drift().id(),
                        one.drift().onceAgreed(0),
                        "interlude",
                        one.drift().detail());
            }
        }
    }

    private static Map<String, List<CalcomBooking>> bySubject(List<CalcomBooking> page, Known known) {
        var about = new HashMap<String, List<CalcomBooking>>();
        for (var calcom : page) {
            about.computeIfAbsent(calcom.uid(), uid -> new ArrayList<>()).add(calcom);
            known.of(calcom).ifPresent(match -> about.computeIfAbsent(
                            match.local().segment().toString(), segment -> new ArrayList<>())
                    .add(calcom));
        }
        return about;
    }

    /** Intermediate states of a moved booking do not count. */
    private static boolean saysSo(DriftKind kind, CalcomBooking calcom, Known known) {
        return known.of(calcom)
                .map(match -> match.by() == Known.By.CURRENT || kind == DriftKind.UNDONE)
                .orElse(true);
    }
}
