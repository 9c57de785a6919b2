package dev.interlude.pauses;

import dev.interlude.availability.slots.Interval;
import java.time.ZoneId;
import java.util.List;

/**
 * A request for pauses.
 *
 * @param range in which they begin
 * @param staff whose
 * @param timeZone whose clock they are shown on
 */
public record PauseFilter(Interval range, List<String> staff, ZoneId timeZone) {}
