package dev.interlude.pauses;

import dev.interlude.availability.slots.Interval;
import java.util.UUID;

/**
 * The pause of a booked appointment.
 *
 * @param after the segment it follows
 * @param staff who does that segment, and is free until the pause ends
 */
public record BookedPause(UUID booking, String after, String staff, Interval time) {}
