package dev.interlude.sync.jdbc;

import dev.interlude.booking.SeenPage;
import dev.interlude.booking.Sighted;
import dev.interlude.sync.Comparison;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Repair;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Finds in what both sides differ, decides what becomes of it, and writes it down: taken over, to be pushed, or for a person. */
public class DriftLedger {

    private final DriftRows rows;
    private final HereReader books;
    private final Acceptance acceptance;
    private final SyncSettings settings;
    private final Clock clock;

    public DriftLedger(DriftRows rows, HereReader books, Acceptance acceptance, SyncSettings settings, Clock clock) {
        this.rows = rows;
        this.books = books;
        this.acceptance = acceptance;
        this.settings = settings;
        this.clock = clock;
    }

    /** In what a page of Cal.com's and our books differ. */
    public List<Finding> compare(SyncPage page, SeenPage seen) {
        var unread = page.unread(seen);
        var known = books.about(page.run().id(), unread);
        return unread.stream()
                .flatMap(there -> Comparison.of(page.account(), there, known.of(there)).stream())
                .toList();
    }

    /**
     * What was found on a page. Where Cal.com's counts, our books have it with the same commit.
     *
     * @return what is left to do about it in our other rooms, or null
     */
    @Transactional
    public Sighted record(SyncRun run, Finding found) {
        var now = clock.instant();
        var dueAt = found.ripeAt(settings.grace(), now, now);
        var repair = found.forPerson() ? Repair.FLAG : settings.repair().of(found.kind());
        // What others book is taken in at once, as if they had told us; a judgement on it takes its time.
        var suspected = found.suspected() || found.kind() == DriftKind.GHOST && repair != Repair.ACCEPT_CALCOM;
        if (run.dryRun()) {
            if (!suspected || !busy(found) && !dueAt.isAfter(now)) {
                rows.insert(run.id(), found, repair, State.REPORTED, now);
            }
            return null;
        }
        var before = rows.unsettled(found).orElse(null);
        if (before != null
                && before.state() != State.SUSPECTED
                && !(before.state() == State.IGNORED && differs(before, found))) {
            return null;
        }
        if (suspected) {
            if (before == null) {
                rows.insert(run.id(), found, repair, State.SUSPECTED, dueAt);
            }
            return null;
        }
        if (before != null) {
            rows.settle(before.id(), State.GONE, "interlude", before.detail());
        }
        return decide(run.id(), found, repair);
    }

    /** It could not be written down: it is looked at again. */
    @Transactional
    public void put(SyncRun run, Finding found, Throwable why) {
        if (!run.dryRun() && rows.unsettled(found).isEmpty()) {
            rows.insert(
                    run.id(),
                    found.because(Reasons.of(why)),
                    settings.repair().of(found.kind()),
                    State.SUSPECTED,
                    clock.instant());
        }
    }

    private Sighted decide(UUID run, Finding found, Repair repair) {
        return switch (repair) {
            case ACCEPT_CALCOM -> acceptance.accept(run, found, null);
            case PUSH_OURS -> {
                acceptance.announce(rows.insert(run, found, repair, State.OPEN, clock.instant()), found, repair);
                yield null;
            }
            case FLAG -> {
                acceptance.announce(rows.insert(run, found, repair, State.FLAGGED, clock.instant()), found, repair);
                yield null;
            }
        };
    }

    private static boolean busy(Finding found) {
        return found.here() != null && found.here().busy();
    }

    private static boolean differs(Drift before, Finding found) {
        return found.there() == null
                || !found.there().uid().equals(before.uid())
                || !found.there().start().equals(before.there().start())
                || !found.there().status().name().equals(before.there().status());
    }
}
