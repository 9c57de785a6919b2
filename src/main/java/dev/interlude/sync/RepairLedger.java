package dev.interlude.sync;

import dev.interlude.booking.Outcome;
import dev.interlude.observed.jdbc.SyncedSegments;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.jdbc.DriftQueue;
import dev.interlude.sync.jdbc.DriftRows;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Hands out differences to repair, and stores the results. */
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
    public Drift claim() {
        queue.giveBack();
        return queue.claim();
    }

    /** This node has finished with it, whatever the result. */
    public void letGo(Drift drift) {
        queue.letGo(drift);
    }

    /** A create is about to be sent for it: its longest run time counts from here. */
    @Transactional
    public void calling(Drift drift) {
        queue.calling(drift.id());
    }

    /** A cancel is about to be sent for it; says when that was first so. */
    @Transactional
    public Instant cancelling(Drift drift) {
        return queue.cancelling(drift.id());
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

    /** Its current state: a person may have decided since it was claimed. */
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
        var wait = settings.retry().after(drift.attempts());
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
