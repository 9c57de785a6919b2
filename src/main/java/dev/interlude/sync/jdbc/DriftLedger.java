package dev.interlude.sync.jdbc;

import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SeenPage;
import dev.interlude.booking.Sighted;
import dev.interlude.booking.jdbc.SightingLedger;
import dev.interlude.booking.jdbc.SyncedSegments;
import dev.interlude.platform.Announcements;
import dev.interlude.sync.Comparison;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.DriftView;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import dev.interlude.sync.Push;
import dev.interlude.sync.Pushes;
import dev.interlude.sync.Repair;
import dev.interlude.sync.Sightings;
import dev.interlude.sync.SyncPage;
import dev.interlude.sync.SyncRun;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Decides what becomes of each difference, and writes it down: taken over from Cal.com, to be pushed there, or for a person. */
public class DriftLedger {

    private final DriftRows rows;
    private final HereReader books;
    private final SightingLedger sightings;
    private final SyncedSegments segments;
    private final Pushes pushes;
    private final Announcements announcements;
    private final SyncSettings settings;
    private final Clock clock;

    public DriftLedger(
            DriftRows rows,
            HereReader books,
            SightingLedger sightings,
            SyncedSegments segments,
            Pushes pushes,
            Announcements announcements,
            SyncSettings settings,
            Clock clock) {
        this.rows = rows;
        this.books = books;
        this.sightings = sightings;
        this.segments = segments;
        this.pushes = pushes;
        this.announcements = announcements;
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
        var dueAt = found.changedAt().plus(settings.grace());
        var repair = found.forPerson() ? Repair.FLAG : settings.repair().of(found.kind());
        // What others book is taken in at once, as if they had told us; a judgement on it takes its time.
        var suspected = found.suspected() || found.kind() == DriftKind.GHOST && repair != Repair.ACCEPT_CALCOM;
        if (run.dryRun()) {
            if (!suspected || !busy(found) && !dueAt.isAfter(clock.instant())) {
                rows.insert(run.id(), found, repair, State.REPORTED, clock.instant());
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

    /**
     * A second look, at the one booking.
     *
     * @param there null: Cal.com does not know it
     * @return what is to be done at Cal.com
     */
    @Transactional
    public Push judge(Drift drift, SeenBooking there) {
        var found = again(drift, there).orElse(null);
        if (found == null) {
            rows.settle(drift.id(), State.GONE, "interlude", drift.detail());
            return Push.none();
        }
        var dueAt = drift.isDecided() ? Instant.EPOCH : found.changedAt().plus(settings.grace());
        if (busy(found) || dueAt.isAfter(clock.instant())) {
            var at = dueAt.isAfter(clock.instant()) ? dueAt : clock.instant().plus(settings.grace());
            rows.later(drift.id(), drift.state(), drift.repair(), at, true, drift.detail());
            return Push.none();
        }
        var repair = drift.isDecided()
                ? drift.repair()
                : found.forPerson() ? Repair.FLAG : settings.repair().of(found.kind());
        return switch (repair) {
            case PUSH_OURS -> {
                rows.later(drift.id(), State.OPEN, repair, clock.instant(), false, found.detail());
                if (!drift.isDecided()) {
                    announce(drift.id(), found, repair);
                }
                yield pushes.of(drift, found);
            }
            case FLAG -> {
                rows.settle(drift.id(), State.FLAGGED, null, found.detail());
                announce(drift.id(), found, repair);
                yield Push.none();
            }
            case ACCEPT_CALCOM -> {
                accept(drift.run(), found, drift);
                yield Push.none();
            }
        };
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

    private Sighted decide(UUID run, Finding found, Repair repair) {
        return switch (repair) {
            case ACCEPT_CALCOM -> accept(run, found, null);
            case PUSH_OURS -> {
                announce(rows.insert(run, found, repair, State.OPEN, clock.instant()), found, repair);
                yield null;
            }
            case FLAG -> {
                announce(rows.insert(run, found, repair, State.FLAGGED, clock.instant()), found, repair);
                yield null;
            }
        };
    }

    /** Our books take over what Cal.com has; where they do not, a person decides. */
    private Sighted accept(UUID run, Finding found, Drift drift) {
        if (found.kind() == DriftKind.ATTENDEE) {
            segments.attend(found.here().booking(), found.there().attendee());
            settle(run, found, drift, State.REPAIRED);
            return null;
        }
        var sighted = sightings.take(Sightings.of(found, clock.instant()));
        var state =
                switch (sighted.effect()) {
                    case TAKEN, CHANGED, TO_REPAIR -> State.REPAIRED;
                    case FLAGGED -> sighted.booking() == null ? State.FLAGGED : State.REPAIRED;
                    case KNOWN, IGNORED -> State.GONE;
                    // Somebody was faster: a second look tells. If it tells the same, it is for a person.
                    case UNDECIDED, OLDER -> drift == null ? State.SUSPECTED : State.FLAGGED;
                };
        var id = settle(run, found, drift, state);
        if (id != null && sighted.booking() != null) {
            rows.booking(id, sighted.booking());
        }
        return sighted;
    }

    private UUID settle(UUID run, Finding found, Drift drift, State state) {
        var repair = state == State.FLAGGED ? Repair.FLAG : Repair.ACCEPT_CALCOM;
        var id = drift == null ? null : drift.id();
        if (drift != null) {
            rows.settle(id, state, DriftRows.settles(state) ? "interlude" : null, found.detail());
        } else if (state == State.SUSPECTED) {
            rows.insert(run, found, repair, state, clock.instant().plus(settings.grace()));
        } else if (state != State.GONE) {
            id = rows.insert(run, found, repair, state, clock.instant());
        }
        if (state == State.REPAIRED || state == State.FLAGGED) {
            announce(id, found, repair);
        }
        return id;
    }

    private void announce(UUID id, Finding found, Repair repair) {
        if (id != null) {
            announcements.announce("sync.drift_found", found.subject(), DriftView.event(id, found, repair));
        }
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
