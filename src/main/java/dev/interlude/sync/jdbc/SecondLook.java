package dev.interlude.sync.jdbc;

import dev.interlude.booking.SeenBooking;
import dev.interlude.sync.Comparison;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Judgement;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import dev.interlude.sync.Pushes;
import dev.interlude.sync.Repair;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Judges a difference by the one booking, as both sides have it now. */
public class SecondLook {

    private final DriftRows rows;
    private final DriftQueue queue;
    private final HereReader books;
    private final Acceptance acceptance;
    private final Pushes pushes;
    private final SyncSettings settings;
    private final Clock clock;

    public SecondLook(
            DriftRows rows,
            DriftQueue queue,
            HereReader books,
            Acceptance acceptance,
            Pushes pushes,
            SyncSettings settings,
            Clock clock) {
        this.rows = rows;
        this.queue = queue;
        this.books = books;
        this.acceptance = acceptance;
        this.pushes = pushes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param drift as it was claimed
     * @param there null: Cal.com does not know it
     */
    @Transactional
    public Judgement judge(Drift drift, SeenBooking there) {
        if (!stands(drift)) {
            return Judgement.NOTHING;
        }
        var found = again(drift, there).orElse(null);
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
        var repair = drift.isDecided()
                ? drift.repair()
                : found.forPerson() ? Repair.FLAG : settings.repair().of(found.kind());
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

    private Optional<Finding> again(Drift drift, SeenBooking there) {
        var here = drift.segment() == null ? null : books.segment(drift.segment());
        if (there == null) {
            return here != null && here.live() && drift.kind() == DriftKind.ORPHAN
                    ? Optional.of(new Finding(
                            DriftKind.ORPHAN, drift.account(), here, null, true, false, "not there", here.changedAt()))
                    : Optional.empty();
        }
        var known = books.about(null, List.of(there));
        // It was followed from the uid that we know, however often it was moved on.
        var match = here != null && here.uid() != null && here.uid().equals(drift.uid())
                ? Optional.of(new Match(here, there.uid().equals(here.uid()) ? By.CURRENT : By.MOVED))
                : known.of(there);
        return Comparison.of(drift.account(), there, match).stream()
                .filter(f -> f.kind() == drift.kind() || drift.state() == State.SUSPECTED)
                .findFirst();
    }

    private static boolean busy(Finding found) {
        return found.here() != null && found.here().busy();
    }
}
