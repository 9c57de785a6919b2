package dev.interlude.sync.jdbc;

import dev.interlude.booking.Sighted;
import dev.interlude.booking.jdbc.SightingLedger;
import dev.interlude.booking.jdbc.SyncedSegments;
import dev.interlude.platform.Announcements;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.DriftView;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Repair;
import dev.interlude.sync.Sightings;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.util.UUID;

/** Our books take over what Cal.com has; where they do not, a person decides. */
public class Acceptance {

    private final DriftRows rows;
    private final SightingLedger sightings;
    private final SyncedSegments segments;
    private final Announcements announcements;
    private final SyncSettings settings;
    private final Clock clock;

    public Acceptance(
            DriftRows rows,
            SightingLedger sightings,
            SyncedSegments segments,
            Announcements announcements,
            SyncSettings settings,
            Clock clock) {
        this.rows = rows;
        this.sightings = sightings;
        this.segments = segments;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param drift as which it was written down before, or null
     * @return what is left to do about it in our other rooms, or null
     */
    Sighted accept(UUID run, Finding found, Drift drift) {
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

    /** @param id null: it was written down and told before */
    void announce(UUID id, Finding found, Repair repair) {
        if (id != null) {
            announcements.announce("sync.drift_found", found.subject(), DriftView.event(id, found, repair));
        }
    }
}
