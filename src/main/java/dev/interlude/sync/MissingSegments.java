package dev.interlude.sync;

import dev.interlude.sync.Drift.State;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.StoredSegmentReader;
import java.time.Clock;

/** After a full pass of an account: segments of ours that it did not show may be missing there. */
public class MissingSegments {

    private final StoredSegmentReader segments;
    private final DriftRows rows;
    private final SyncSettings settings;
    private final Clock clock;

    public MissingSegments(StoredSegmentReader segments, DriftRows rows, SyncSettings settings, Clock clock) {
        this.segments = segments;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    public void note(SyncPage page) {
        segments.missing(page.run(), page.account()).forEach(local -> note(page.run(), local));
    }

    private void note(SyncRun run, LocalSync local) {
        var finding = new Finding(
                DriftKind.ORPHAN, local.account(), local, null, true, false, "not there", local.changedAt());
        var now = clock.instant();
        var dueAt = finding.ripeAt(settings.grace(), now, now);
        var repair = settings.repair().of(DriftKind.ORPHAN);
        if (!run.dryRun()) {
            rows.insert(run.id(), finding, repair, State.SUSPECTED, dueAt);
        } else if (!local.busy() && !dueAt.isAfter(now)) {
            rows.insert(run.id(), finding, repair, State.REPORTED, dueAt);
        }
    }
}
