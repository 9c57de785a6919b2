package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import dev.interlude.sync.jdbc.DriftQueue;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.StoredSegmentReader;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Judges a difference by the booking's current state on both sides. */
public class SecondLook {

    private final DriftRows rows;
    private final DriftQueue queue;
    private final StoredSegmentReader segments;
    private final Acceptance acceptance;
    private final Pushes pushes;
    private final SyncSettings settings;
    private final Clock clock;

    public SecondLook(
            DriftRows rows,
            DriftQueue queue,
            StoredSegmentReader segments,
            Acceptance acceptance,
            Pushes pushes,
            SyncSettings settings,
            Clock clock) {
        this.rows = rows;
        this.queue = queue;
        this.segments = segments;
        this.acceptance = acceptance;
        this.pushes = pushes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param drift as it was claimed
     * @param calcom null: Cal.com does not know it
     */
    @Transactional
    public Judgement judge(Drift drift, CalcomBooking calcom) {
        if (!stands(drift)) {
            return Judgement.NOTHING;
        }
        if (drift.isFollowedBy(calcom)) {
            var left = calcom.uid() + " replaced it after the first attempt to cancel and is left alone";
            rows.settle(drift.id(), State.REPAIRED, "interlude", left);
            return Judgement.NOTHING;
        }
        var found = again(drift, calcom).orElse(null);
        if (found == null) {
            rows.settle(drift.id(), drift.onceAgreed(1), "interlude", drift.detail());
            return Judgement.NOTHING;
        }
        var now = clock.instant();
        var ripeAt = drift.isDecided() ? Instant.EPOCH : found.ripeAt(settings.grace(), drift.foundAt(), now);
        if (busy(found) || ripeAt.isAfter(now)) {
            var at = ripeAt.isAfter(now) ? ripeAt : now.plus(settings.grace());
            queue.later(drift.id(), drift.state(), drift.repair(), at, true, drift.detail());
            return Judgement.NOTHING;
        }
        if (!rows.turnedOut(drift.id(), found)) {
            rows.settle(drift.id(), State.GONE, "interlude", drift.detail());
            return Judgement.NOTHING;
        }
        return decide(drift, found);
    }

    /** A person may have decided something else since it was claimed. */
    private boolean stands(Drift drift) {
        return rows.find(drift.id())
                .filter(now -> now.state() == drift.state() && now.repair() == drift.repair())
                .isPresent();
    }

    private Judgement decide(Drift drift, Finding found) {
        var repair = drift.isDecided() ? drift.repair() : settings.repairOf(found);
        return switch (repair) {
            case PUSH_OURS -> {
                queue.decided(drift.id(), repair, found.detail());
                if (!drift.isDecided()) {
                    acceptance.announce(drift.id(), found, repair);
                }
                yield Judgement.toPush(pushes.of(drift, found));
            }
            case FLAG -> {
                rows.settle(drift.id(), State.FLAGGED, null, found.detail());
                acceptance.announce(drift.id(), found, repair);
                yield Judgement.NOTHING;
            }
            case ACCEPT_CALCOM -> Judgement.tookOver(acceptance.accept(drift.run(), found, drift), found);
        };
    }

    private Optional<Finding> again(Drift drift, CalcomBooking calcom) {
        var local = drift.segment() == null ? null : segments.segment(drift.segment());
        if (calcom == null) {
            return local != null && local.live() && drift.kind() == DriftKind.ORPHAN
                    ? Optional.of(new Finding(
                            DriftKind.ORPHAN,
                            drift.account(),
                            local,
                            null,
                            true,
                            false,
                            "not there",
                            local.changedAt()))
                    : Optional.empty();
        }
        var known = segments.about(null, List.of(calcom));
        // It was reached from the uid that we know, however often it was moved.
        var match = local != null && local.uid() != null && local.uid().equals(drift.uid())
                ? Optional.of(new Match(local, calcom.uid().equals(local.uid()) ? By.CURRENT : By.MOVED))
                : known.of(calcom);
        return Comparison.of(drift.account(), calcom, match).stream()
                .filter(f -> f.kind() == drift.kind() || drift.state() == State.SUSPECTED)
                .findFirst();
    }

    private static boolean busy(Finding found) {
        return found.local() != null && found.local().busy();
    }
}
