package dev.interlude.pauses;

import dev.interlude.availability.slots.Interval;
import java.util.List;

/**
 * A pause, and the services that fit into it.
 *
 * @param free what is left of it
 * @param fits the services that can be had within it
 */
public record FillablePause(BookedPause pause, List<Interval> free, List<String> fits) {}
