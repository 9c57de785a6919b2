package dev.interlude.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param pageSize bookings asked for with one call
 * @param overlap so far before the watermark an incremental pass begins
 * @param daysBack a full pass compares what starts so many days ago
 * @param daysAhead and what ends so many days ahead
 * @param grace so long nothing is judged that has just changed on either side
 * @param lease a run whose node was silent for so long is driven by another
 * @param repairLease so long may one repair take, before another node tries it
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
                        case CLASH -> Repair.FLAG;
                    };
            return kind.allows(wanted) ? wanted : Repair.FLAG;
        }
    }
}
