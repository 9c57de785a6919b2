package dev.interlude.booking;

import dev.interlude.availability.Interval;
import java.util.List;

/**
 * A pause, and what could be done in it.
 *
 * @param free what is left of it
 * @param fits the services that can be had within it
 */
public record FillablePause(BookedPause pause, List<Interval> free, List<String> fits) {}
