package dev.interlude.report;

import java.time.Instant;

/**
 * What a test measured.
 *
 * @param test its method
 * @param text the figure in words
 * @param sla what it says about; null for most
 * @param value in the unit of the {@code sla}; null without one
 * @param distribution of the times; null if it is not about times
 */
public record Figure(
        String test, String name, String text, Instant at, Sla sla, Double value, Distribution distribution) {}
