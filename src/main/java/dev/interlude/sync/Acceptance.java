package dev.interlude.sync;

import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows.Shown;
import dev.interlude.observed.ObservationLedger;
import dev.interlude.observed.ObservationResult;
import dev.interlude.observed.jdbc.SyncedSegments;
import dev.interlude.platform.Announcements;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.jdbc.DriftRows;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Takes over what Cal.com has; where that is impossible, a person decides. */
public class Acceptance {

    private final DriftRows rows;
    private final ObservationLedger observations;
    private final SyncedSegments segments;
    private final ObservedAttendeeRows attendees;
    private final Announcements announcements;
    private final SyncSettings settings;
    private final Clock clock;

    public Acceptance(
            DriftRows rows,
            ObservationLedger observations,
            SyncedSegments segments,
            ObservedAttendeeRows attendees,
            Announcements announcements,
            SyncSettings settings,
            Clock clock) {
        this.rows = rows;
        this.observations = observations;
        this.segments = segments;
        this.attendees = attendees;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param drift the stored difference, or null if new
     * @return the observation result for the other rooms, or null
     */
    ObservationResult accept(UUID run, Finding found, Drift drift) {
        if (found.kind() == DriftKind.ATTENDEE) {
            var calcom = found.calcom().attendees();
            calcom.change(found.local().customer())
                    .ifPresent(who -> segments.attend(found.local().booking(), who));
            calcom.customer(found.local().customer())
                    .ifPresent(one ->
                            attendees.note(List.of(new Shown(found.local().segment(), one.who()))));
            settle(run, found, drift, State.REPAIRED);
            return null;
        }
        var observed = DriftObservations.of(found, clock.instant());
        // A person's decision outranks the order in which things happened.
        var result = observations.take(drift != null && drift.isDecided() ? observed.asOf(clock.instant()) : observed);
        var state =
                switch (result.effect()) {
                    case TAKEN, CHANGED, TO_REPAIR -> State.REPAIRED;
                    case FLAGGED -> result.booking() == null ? State.FLAGGED : State.REPAIRED;
                    case KNOWN, IGNORED -> State.GONE;
                    // Another change came first: a second look decides. If it finds the same, a person must decide.
                    case UNDECIDED, OLDER -> drift == null ? State.SUSPECTED : State.FLAGGED;
                };
        var id = settle(run, found, drift, state);
        if (id != null && result.booking() != null) {
            rows.booking(id, result.booking());
        }
        return result;
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

    /** @param id null if it was stored and announced before */
    void announce(UUID id, Finding found, Repair repair) {
        if (id != null) {
            announcements.announce("sync.drift_found", found.subject(), DriftView.event(id, found, repair));
        }
    }
}
