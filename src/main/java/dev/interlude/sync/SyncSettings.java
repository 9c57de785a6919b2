package dev.interlude.sync;

import dev.interlude.platform.work.BackOff;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param pageSize bookings asked for with one call
 * @param overlap how far before the watermark an incremental pass begins
 * @param daysBack days before today where a full pass begins
 * @param daysAhead days after today where it ends
 * @param grace how long a recent change on either side is not judged
 * @param lease a run whose node was silent for this long is taken over
 * @param repairLease how long one repair may take before another node tries it
 * @param attempts of one repair before it has failed and waits for a person
 * @param backOff wait after the first failed attempt; doubles
 * @param keep how long runs and what they have settled are kept
 */
@ConfigurationProperties("interlude.sync")
public record SyncSettings(
        int pageSize,
        Duration overlap,
        int daysBack,
        int daysAhead,
        Duration grace,
        Duration lease,
        Duration repairLease,
        int attempts,
        Duration backOff,
        Duration keep,
        Policy repair) {

    private static final long LONGEST_TIMES = 1 << 10;

    /** How long a repair waits after a failed attempt. */
    public BackOff retry() {
        return new BackOff(backOff, backOff.multipliedBy(LONGEST_TIMES));
    }

    /** What a rule does about a difference; a booking made anew in Cal.com is never cancelled there by a rule. */
    public Repair repairOf(Finding found) {
        var wanted = found.forPerson() ? Repair.FLAG : repair.of(found.kind());
        return found.isRebooked() && wanted == Repair.PUSH_OURS ? Repair.FLAG : wanted;
    }

    /** What is done about each kind of difference. */
    public record Policy(Repair time, Repair status, Repair attendee, Repair orphan, Repair ghost, Repair undone) {

        public Repair of(DriftKind kind) {
            var wanted =
                    switch (kind) {
                        case TIME -> time;
                        case STATUS -> status;
                        case ATTENDEE -> attendee;
                        case ORPHAN -> orphan;
                        case GHOST -> ghost;
                        case UNDONE -> undone;
                        case CLASH, UNREADABLE -> Repair.FLAG;
                    };
            return kind.allows(wanted) ? wanted : Repair.FLAG;
        }
    }
}
