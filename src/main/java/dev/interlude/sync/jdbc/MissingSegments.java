package dev.interlude.sync.jdbc;

import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Here;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;

/** A full pass has read all of an account: what of ours was not among it may not be there. */
public class MissingSegments {

    private final HereReader books;
    private final DriftRows rows;
    private final SyncSettings settings;
    private final Clock clock;

    public MissingSegments(HereReader books, DriftRows rows, SyncSettings settings, Clock clock) {
        this.books = books;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    void note(SyncPage page) {
        books.missing(page.run(), page.account()).forEach(here -> note(page.run(), here));
    }

    private void note(SyncRun run, Here here) {
        var finding =
                new Finding(DriftKind.ORPHAN, here.account(), here, null, true, false, "not there", here.changedAt());
        var now = clock.instant();
        var dueAt = finding.ripeAt(settings.grace(), now, now);
        var repair = settings.repair().of(DriftKind.ORPHAN);
        if (!run.dryRun()) {
            rows.insert(run.id(), finding, repair, State.SUSPECTED, dueAt);
        } else if (!here.busy() && !dueAt.isAfter(now)) {
            rows.insert(run.id(), finding, repair, State.REPORTED, dueAt);
        }
    }
}
