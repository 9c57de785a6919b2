package dev.interlude.catalog;

import java.time.Duration;
import java.time.Instant;

/**
 * Two segments of one service in a visit, with another service in the pause between them. The pause still counts from the
 * end of the one to the start of the other.
 *
 * @param opens the position of the segment before the pause
 * @param closes the position of the segment after it
 * @param opener the segment before, as the catalog has it
 * @param staffRule who may do the segment after, relative to the person who did the one before
 */
public record Enclosure(int opens, int closes, Segment opener, StaffRule staffRule) {

    public Pause pause(String staff) {
        return opener.pause(staff);
    }

    /**
     * @param staff who did the segment before
     * @param end of the segment before
     * @param start of the segment after
     */
    public boolean allows(String staff, Instant end, Instant start) {
        var between = Duration.between(end, start);
        return between.compareTo(Duration.ofMinutes(pause(staff).min())) >= 0
                && between.compareTo(Duration.ofMinutes(pause(staff).max())) <= 0;
    }
}
