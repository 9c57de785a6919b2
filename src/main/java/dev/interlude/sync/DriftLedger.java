package dev.interlude.sync;

import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.observed.ObservationResult;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.StoredSegmentReader;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Finds differences, decides what to do, and stores the decision: taken over, to be pushed, or for a person. */
public class DriftLedger {

    private final DriftRows rows;
    private final StoredSegmentReader segments;
    private final Acceptance acceptance;
    private final SyncSettings settings;
    private final Clock clock;

    public DriftLedger(
            DriftRows rows, StoredSegmentReader segments, Acceptance acceptance, SyncSettings settings, Clock clock) {
        this.rows = rows;
        this.segments = segments;
        this.acceptance = acceptance;
        this.settings = settings;
        this.clock = clock;
    }

    /** The differences between a page of Cal.com's bookings and ours. */
    public List<Finding> compare(SyncPage page, CalcomBookingPage rows) {
        var unread = page.unread(rows);
        var known = segments.about(page.run().id(), unread);
        return unread.stream()
                .flatMap(calcom -> Comparison.of(page.account(), calcom, known.of(calcom)).stream())
                .toList();
    }

    /**
     * Handles a difference. Where Cal.com's side wins, it is taken over in the same commit.
     *
     * @return the observation result for the other rooms, or null
     */
    @Transactional
    public ObservationResult record(SyncRun run, Finding found) {
        var now = clock.instant();
        var dueAt = found.ripeAt(settings.grace(), now, now);
        var repair = settings.repairOf(found);
        // Bookings made in Cal.com are taken over at once, as from a webhook; any other decision waits.
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

    /** It could not be stored: it gets a second look. */
    @Transactional
    public void put(SyncRun run, Finding found, Throwable why) {
        if (!run.dryRun() && rows.unsettled(found).isEmpty()) {
            rows.insert(
                    run.id(),
                    found.because(Reasons.of(why)),
                    settings.repairOf(found),
                    State.SUSPECTED,
                    clock.instant());
        }
    }

    private ObservationResult decide(UUID run, Finding found, Repair repair) {
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
        return found.local() != null && found.local().busy();
    }

    private static boolean differs(Drift before, Finding found) {
        return found.calcom() == null
                || !found.calcom().uid().equals(before.uid())
                || !found.calcom().start().equals(before.calcom().start())
                || !found.calcom().status().name().equals(before.calcom().status());
    }
}
