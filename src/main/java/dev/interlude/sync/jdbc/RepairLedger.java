package dev.interlude.sync.jdbc;

import dev.interlude.booking.Outcome;
import dev.interlude.booking.jdbc.SyncedSegments;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.Resolution;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Hands out what is to be repaired, and writes down how that went. */
public class RepairLedger {

    private final DriftRows rows;
    private final DriftQueue queue;
    private final SyncedSegments segments;
    private final SyncSettings settings;
    private final Clock clock;

    public RepairLedger(DriftRows rows, DriftQueue queue, SyncedSegments segments, SyncSettings settings, Clock clock) {
        this.rows = rows;
        this.queue = queue;
        this.segments = segments;
        this.settings = settings;
        this.clock = clock;
    }

    /** The next difference to look at; null when there is none. */
    @Transactional
    public Drift claim() {
        return queue.claim();
    }

    /** A create is about to be sent for it: from here it counts how long it may run unseen. */
    @Transactional
    public void calling(Drift drift) {
        queue.calling(drift.id());
    }

    /** Cal.com has done what it was asked. */
    @Transactional
    public void pushed(Drift drift) {
        rows.settle(drift.id(), State.REPAIRED, "interlude", drift.detail());
    }

    /** The same where the segment has a new uid there since. */
    @Transactional
    public void pushedTo(Drift drift, Outcome outcome) {
        segments.adopt(drift.segment(), outcome.required().calcomUid());
        pushed(drift);
    }

    /** The same where it was found there already. */
    @Transactional
    public void pushedFound(Drift drift, String foundUid) {
        segments.adopt(drift.segment(), foundUid);
        pushed(drift);
    }

    /** As it stands by now: what to do about it may have been decided since it was claimed. */
    @Transactional
    public void failed(Drift drift, Throwable why) {
        var now = rows.find(drift.id()).orElse(drift);
        var detail = Reasons.of(why);
        if (now.state() != State.OPEN && now.state() != State.SUSPECTED) {
            return;
        }
        if (drift.attempts() >= settings.attempts()) {
            rows.settle(drift.id(), State.FAILED, null, detail);
            return;
        }
        var wait = settings.backOff().multipliedBy(1L << Math.min(drift.attempts() - 1, 10));
        queue.later(drift.id(), now.state(), now.repair(), clock.instant().plus(wait), false, detail);
    }

    /**
     * @throws Refused NOT_FOUND; VALIDATION_FAILED when this cannot be done about it; IN_PROGRESS when it is settled
     */
    @Transactional
    public Drift resolve(UUID id, Resolution resolution) {
        var drift = rows.find(id)
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no difference with this id."));
        switch (drift.state()) {
            case FLAGGED, FAILED, OPEN, SUSPECTED, IGNORED -> {}
            default -> throw Refused.because(ProblemCode.NOT_FOUND, "This difference is settled.");
        }
        if (resolution.repair() == null) {
            rows.settle(id, State.IGNORED, resolution.by(), drift.detail());
        } else if (drift.kind().allows(resolution.repair())) {
            queue.later(id, State.OPEN, resolution.repair(), clock.instant(), true, drift.detail());
        } else {
            throw new Refused(Problem.meaning("/resolution", "cannot be done about a difference of this kind"));
        }
        return rows.find(id).orElseThrow();
    }
}
