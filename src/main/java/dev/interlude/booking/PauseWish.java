package dev.interlude.booking;

import dev.interlude.availability.Interval;
import java.time.ZoneId;
import java.util.List;

/**
 * Which pauses somebody wants to see.
 *
 * @param range in which they begin
 * @param staff whose
 * @param timeZone whose clock they are shown on
 */
public record PauseWish(Interval range, List<String> staff, ZoneId timeZone) {}
